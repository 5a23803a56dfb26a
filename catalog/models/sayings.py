"""An item in words: its kind, grades, themes and authors as a card or a page says them.

Decided here: what a list has brought along is used, and only what is missing is asked for. Not here: how several
grades make one phrase (catalog.labels), and the fields themselves (base.py).
"""

from typing import Any

from catalog.labels import grade_phrases
from catalog.models.choices import AiPart, Audience, ItemKind, LessonForm, labels_of
from catalog.models.vocabulary import Grade, Theme
from catalog.terms import TermInfo, terms

# Where the full term is too long for a card.
SHORT_KINDS: dict[str, str] = {ItemKind.UNIT: "资源单位"}


class SaysItself:
    """For CatalogPage; what it reads are the fields and relations of one."""

    kind: Any
    authors: Any
    audience: Any
    ai_parts: Any
    get_kind_display: Any

    @property
    def kind_label(self) -> str:
        """The name of the kind as a card shows it; a lesson says its form instead."""
        form = getattr(self, "form", None) or getattr(self, "lesson_form", None)
        return LessonForm(form).label if form else SHORT_KINDS.get(self.kind, self.get_kind_display())

    @property
    def grade_names(self) -> list[str]:
        return grade_phrases(self._known("known_grades", "grade_items"))

    @property
    def grades_in_short(self) -> list[str]:
        """Its grades where there is little room: beyond two phrases its stages, and those that nearly every
        child goes through together are 全学段."""
        if len(self.grade_names) <= 2:
            return self.grade_names
        if {"KG", "PR", "JH", "SH"} <= set(self.stage_codes):
            return ["全学段"]
        names = {term.code: term.name for term in terms(Grade).values()}
        return [names[code] for code in self.stage_codes if code in names]

    @property
    def stage_codes(self) -> list[str]:
        """The stages that its grades belong to, in the vocabulary's order (a grade without one is its own)."""
        known = terms(Grade)
        mine = self._known("known_grades", "grade_items")
        return list(dict.fromkeys(term.parent or term.code for pk, term in known.items() if pk in mine))

    @property
    def grade_terms(self) -> list[TermInfo]:
        """Its grades in the vocabulary's order."""
        chosen = self._known("known_grades", "grade_items")
        return [term for pk, term in terms(Grade).items() if pk in chosen]

    @property
    def theme_terms(self) -> list[TermInfo]:
        """Its themes in the vocabulary's order."""
        chosen = self._known("known_themes", "theme_items")
        return [term for pk, term in terms(Theme).items() if pk in chosen]

    @property
    def author_names(self) -> list[str]:
        known = self.__dict__.get("known_authors")
        return [author.name for author in self.authors.all()] if known is None else known

    def _known(self, brought: str, relation: str) -> set[int]:
        """The terms on this item: as `for_page` brought them, else as its rows (or its draft) say."""
        known = self.__dict__.get(brought)
        return {link.tag_id for link in getattr(self, relation).all()} if known is None else set(known)

    @property
    def audience_labels(self) -> list[str]:
        return labels_of(Audience, self.audience)

    @property
    def ai_labels(self) -> list[str]:
        return labels_of(AiPart, self.ai_parts)
