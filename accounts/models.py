"""Who: organisations, users and what they may do for which organisation.

Decided here: one tree of organisations (市 › 县区 › 镇街 › 学校 or unit) is the truth for "which county";
rights come from memberships and are carried out by Django groups, which Wagtail's page permissions know.
Not here: which pages a group may edit (catalog.tree), and how one signs in (a later issue).
"""

import hashlib
import unicodedata
from typing import Any

from django.contrib.auth.models import AbstractUser, Group
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def counties(self) -> "OrganisationQuerySet":
        """The county units that send lessons, 市直 included, in the order of their codes."""
        return self.filter(kind=Organisation.Kind.COUNTY)


class Organisation(models.Model):
    """A city, a county unit, a township, a school or a resource unit. Every one has a code, ours where
    the state has none."""

    class Kind(models.TextChoices):
        CITY = "CITY", "市"
        COUNTY = "COUNTY", "县区"
        TOWN = "TOWN", "镇街"
        SCHOOL = "SCHOOL", "学校"
        UNIT = "UNIT", "资源单位"

    code = models.CharField("代码", max_length=20, unique=True)
    name = models.CharField("全称", max_length=200)
    kind = models.CharField("类型", max_length=8, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", verbose_name="上级", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    aliases = models.JSONField("别称", default=list, blank=True)
    slug = models.SlugField("网址用名", max_length=40, blank=True)
    editors = models.OneToOneField(
        Group, verbose_name="编辑组", on_delete=models.PROTECT, null=True, blank=True, editable=False
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "机构"
        verbose_name_plural = "机构"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="one_name_under_one_parent"),
            models.CheckConstraint(
                condition=models.Q(kind="CITY") | models.Q(parent__isnull=False),
                name="only_the_city_has_no_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        # A form may be half filled; what is missing has an error of its own.
        above, seen = self.parent, {self.pk}
        while above is not None and above.pk not in seen:
            seen.add(above.pk)
            above = above.parent
        if above is not None:
            raise ValidationError({"parent": "上级不能是机构自己，也不能是它的下级。"})

    @property
    def county(self) -> "Organisation | None":
        """The county unit that this organisation is or lies in; None for the city."""
        place: Organisation | None = self
        while place is not None and place.kind != self.Kind.COUNTY:
            place = place.parent
        return place

    @property
    def short_name(self) -> str:
        """The name as a card shows it: 市直 instead of 市直（局属学校）."""
        return self.name.split("（")[0].split("/")[0]


def normalised_name(name: str) -> str:
    """An organisation's name as one writes it: width folded, no spaces or line breaks."""
    return "".join(unicodedata.normalize("NFKC", name).replace("(", "（").replace(")", "）").split())


def school_ensure(*, name: str, county: Organisation, kind: str = Organisation.Kind.SCHOOL) -> Organisation:
    """The organisation of this name in the county, created under it when it is new.

    Its code is the county's and a digest of the name, so that importing the same sheet on two machines
    gives the same codes.
    """
    name = normalised_name(name)
    found = Organisation.objects.filter(name=name).filter(
        models.Q(parent=county) | models.Q(parent__parent=county)
    )
    if school := found.first():
        return school
    digest = hashlib.blake2b(name.encode(), digest_size=5).hexdigest().upper()
    prefix = {Organisation.Kind.UNIT: "U"}.get(Organisation.Kind(kind), "S")
    school, _ = Organisation.objects.get_or_create(
        code=f"{county.code}{prefix}{digest}", defaults={"name": name, "kind": kind, "parent": county}
    )
    return school


class User(AbstractUser):
    """An account. Visitors have none; teachers and editors do."""

    name = models.CharField("姓名", max_length=40, blank=True)

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        return self.name or f"{self.last_name}{self.first_name}"

    def get_short_name(self) -> str:
        return self.get_full_name()


class Membership(models.Model):
    """What a user is for an organisation."""

    class Role(models.TextChoices):
        CITY_EDITOR = "CITY_EDITOR", "市级编辑"
        COUNTY_EDITOR = "COUNTY_EDITOR", "县区编辑"
        MANAGER = "MANAGER", "只读管理"

    user = models.ForeignKey(User, verbose_name="用户", on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, verbose_name="机构", on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField("角色", max_length=16, choices=Role.choices)

    # Whose groups the last save left: None for a new row.
    _former_user_id: int | None = None

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], name="one_role_once_per_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} · {self.get_role_display()}"

    def clean(self) -> None:
        wanted = {
            self.Role.CITY_EDITOR.value: Organisation.Kind.CITY,
            self.Role.COUNTY_EDITOR.value: Organisation.Kind.COUNTY,
        }.get(self.role)
        if wanted and self.organisation_id and self.organisation.kind != wanted:
            raise ValidationError(
                {"organisation": f"“{self.get_role_display()}”要选一个{wanted.label}级机构。"}
            )

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "Membership":
        membership = super().from_db(*args, **kwargs)
        membership._former_user_id = membership.__dict__.get("user_id")
        return membership

    def group(self) -> Group:
        """The group whose rights this membership gives."""
        if self.role == self.Role.MANAGER:
            return managers_group()
        return editors_group(self.organisation)


MANAGERS = "只读管理"


def managers_group() -> Group:
    """The one group of read-only managers."""
    return Group.objects.get_or_create(name=MANAGERS)[0]


def editors_group(organisation: Organisation) -> Group:
    """The organisation's group of editors, made when it is first needed."""
    if organisation.editors is None:
        organisation.editors = Group.objects.get_or_create(name=f"编辑：{organisation.name}")[0]
        organisation.save(update_fields=["editors"])
    return organisation.editors


@receiver([post_save, post_delete], sender=Membership)
def groups_follow_memberships(instance: Membership, **kwargs: Any) -> None:
    """A user is in exactly the groups that the memberships give, whoever wrote them and how; groups that
    have nothing to do with memberships are left alone."""
    with transaction.atomic():
        # A role that was handed on is also taken from whoever had it; a user who is being deleted has none.
        for user in User.objects.filter(pk__in={instance.user_id, instance._former_user_id}):
            memberships = user.memberships.select_related("organisation")
            given = {membership.group() for membership in memberships}
            ours = Group.objects.filter(models.Q(organisation__isnull=False) | models.Q(name=MANAGERS))
            user.groups.remove(*ours.exclude(pk__in=[group.pk for group in given]))
            user.groups.add(*given)
        instance._former_user_id = instance.user_id
