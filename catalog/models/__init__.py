"""What a resource is, one module per kind; here the names are gathered for the rest of the system."""

from catalog.models.base import CatalogPage
from catalog.models.collections import CollectionEntry, CollectionPage
from catalog.models.complaints import Complaint
from catalog.models.generation import PublicGeneration
from catalog.models.imports import ImportedRow
from catalog.models.item_parts import ItemAuthor, ItemLink
from catalog.models.lessons import LessonAttachment, LessonPage
from catalog.models.looks import LookTask
from catalog.models.plans import LessonPlanPage
from catalog.models.querysets import CatalogQuerySet
from catalog.models.routes import RouteStop, StudyRoutePage
from catalog.models.tree import CountyIndexPage, KindIndexPage
from catalog.models.units import Activity, Offering, ResourceUnitPage, UnitTitle
from catalog.models.vocabulary import Grade, Theme
from catalog.models.withdrawals import Withdrawal
from catalog.models.words import MisspeltWord, SensitiveWord

__all__ = [
    "Activity",
    "CatalogPage",
    "CatalogQuerySet",
    "CollectionEntry",
    "CollectionPage",
    "Complaint",
    "CountyIndexPage",
    "Grade",
    "ImportedRow",
    "ItemAuthor",
    "ItemLink",
    "KindIndexPage",
    "LessonAttachment",
    "LessonPage",
    "LessonPlanPage",
    "LookTask",
    "MisspeltWord",
    "Offering",
    "PublicGeneration",
    "ResourceUnitPage",
    "RouteStop",
    "SensitiveWord",
    "StudyRoutePage",
    "Theme",
    "UnitTitle",
    "Withdrawal",
]
