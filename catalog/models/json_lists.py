"""A column of related rows as one list, so that a list of things is part of the query that needs it."""

from typing import Any

from django.db.models import JSONField, Subquery


class JsonList(Subquery):
    """The column `value` of a subquery as one list, in the subquery's order."""

    template = "(SELECT json_group_array(listed.value) FROM (%(subquery)s) AS listed)"

    def __init__(self, queryset: Any) -> None:
        super().__init__(queryset, output_field=JSONField())

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        template = "(SELECT coalesce(jsonb_agg(listed.value), '[]'::jsonb) FROM (%(subquery)s) AS listed)"
        return self.as_sql(compiler, connection, template=template)
