"""The import of an uploaded sheet as work of the background process, so that a thousand rows make nobody wait.

Decided here: the task is given the token alone and does what it says, once (what an import does twice changes
nothing, but a result is there to be read); all it writes is logged as its uploader's.
"""

import logging

from django_tasks import task
from wagtail.log_actions import LogContext

from accounts.models import Organisation, User
from catalog.admin.sheet_rows import readable_rows
from catalog.admin.staged_sheets import Gone, sheet_at
from catalog.importing.applying import SheetImport

logger = logging.getLogger(__name__)


@task()
def import_sheet(token: str) -> None:
    """Imports what a token stands for and leaves the result beside it."""
    try:
        staged = sheet_at(token)
        if staged.result() is not None:
            return
        county = Organisation.objects.get(code=staged.county)
        with LogContext(user=User.objects.get(pk=staged.user)):
            outcomes = SheetImport(staged.read(), county=county).apply(tell=staged.tell)
    except Gone:
        logger.warning("a sheet was no longer there when its import began")
        return
    staged.finish({"rows": readable_rows(outcomes)})
