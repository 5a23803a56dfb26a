"""The summary sheet in the admin: upload → what would happen, row by row → confirm → how far → what happened.

Decided here: the plan is made anew when it is confirmed, so that what another did meanwhile counts; a token opens
only to who uploaded, and only while the county is still theirs. New lessons are drafts; nothing is published here.
The sheet can be had again before and after, with comments on the cells to mend. Not here: the import (sheet_work.py).
"""

from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from accounts.models import Organisation
from catalog.admin.forms import SheetForm
from catalog.admin.rights import editable_counties
from catalog.admin.sheet_rows import readable_rows, totals
from catalog.admin.sheet_work import import_sheet
from catalog.admin.staged_sheets import Gone, StagedSheet, sheet_at, sheet_stage
from catalog.importing.applying import SheetImport

TITLE = "导入汇总表"
PROGRESS = "catalog/admin/_sheet_progress.html"
TOO_LATE = "上传的文件已过一小时，请重新上传。已经导入的课例都在。"
# A batch of rows takes a second or two; after this long nobody is at work on it.
STILL_SECONDS = 60


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    if not editable_counties(request.user).exists():
        raise PermissionDenied
    form = SheetForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():
        staged = sheet_stage(
            upload=form.cleaned_data["file"],
            county=form.cleaned_data["county"].code,
            year=form.cleaned_data["year"],
            user=int(request.user.pk or 0),
        )
        if not (problems := staged.read().problems):
            return redirect("desk:sheet_preview", staged.token)
        staged.discard()
        for problem in problems:
            form.add_error("file", problem.message)
    return _page(request, "upload", form=form)


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    found = _mine(request, token)
    if isinstance(found, HttpResponse):
        return found
    staged, county = found
    if staged.progress() or staged.result():
        return redirect("desk:sheet_result", token)
    try:
        sheet = staged.read()
    except Gone:
        return _too_late(request)
    rows = readable_rows(SheetImport(sheet, county=county).plan())
    other = Organisation.objects.filter(code=sheet.own_county).exclude(pk=county.pk).first()
    return _page(
        request,
        "preview",
        staged=staged,
        county=county,
        other_county=other,
        year=sheet.year,
        anything=any(row["writes"] for row in rows),
        **_told(rows),
    )


@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Hands the sheet to the background process; pressing twice is pressing once."""
    found = _mine(request, token)
    if isinstance(found, HttpResponse):
        return found
    staged, _ = found
    if not (staged.progress() or staged.result()):
        if not staged.is_there():
            return _too_late(request)
        staged.tell(0, 0)
        import_sheet.enqueue(token)
    return redirect("desk:sheet_result", token)


@require_safe
def result(request: HttpRequest, token: str) -> HttpResponse:
    """How far the import is (with `?part=progress` that alone), and once it has ended, what came of it."""
    found = _mine(request, token)
    if isinstance(found, HttpResponse):
        return found
    staged, county = found
    ended, progress = staged.result(), staged.progress()
    part = request.GET.get("part") == "progress"
    if ended is not None:
        if part:
            return TemplateResponse(request, PROGRESS, {})
        return _page(request, "result", staged=staged, county=county, **_told(ended["rows"]))
    if progress is None:
        return redirect("desk:sheet_preview", token) if staged.is_there() else _too_late(request)
    still = timezone.now().timestamp() - progress["at"] > STILL_SECONDS
    if part:
        return TemplateResponse(request, PROGRESS, {"county": county, "progress": progress, "still": still})
    return _page(request, "progress", staged=staged, county=county, progress=progress, still=still)


@require_safe
def marked(request: HttpRequest, token: str) -> HttpResponseBase:
    """The sheet again, with a comment on every cell that somebody should mend."""
    found = _mine(request, token)
    if isinstance(found, HttpResponse):
        return found
    staged, county = found
    ended = staged.result()
    try:
        rows = ended["rows"] if ended else readable_rows(SheetImport(staged.read(), county=county).plan())
        content = staged.marked(rows)
    except Gone:
        return _too_late(request)
    name = f"{staged.name.rsplit('.', 1)[0]}-批注.xlsx"
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)


def _told(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"rows": rows, "totals": totals(rows), "to_mend": sum(len(row["notes"]) for row in rows)}


def _mine(request: HttpRequest, token: str) -> tuple[StagedSheet, Organisation] | HttpResponse:
    """The sheet and its county, if both are this user's; else the answer that says so."""
    try:
        staged = sheet_at(token)
    except Gone:
        return _too_late(request)
    county = editable_counties(request.user).filter(code=staged.county).first()
    if staged.user != request.user.pk or county is None:
        return HttpResponseForbidden("这份汇总表不是您上传的，或您不再负责这个县区。")
    return staged, county


def _too_late(request: HttpRequest) -> HttpResponse:
    messages.error(request, TOO_LATE)
    return redirect("desk:sheet_upload")


def _page(request: HttpRequest, step: str, **context: Any) -> HttpResponse:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": "首页"},
        {"url": reverse("desk:sheet_upload") if step != "upload" else "", "label": TITLE},
    ]
    names = {"preview": "核对", "progress": "正在导入", "result": "结果"}
    if step in names:
        crumbs.append({"url": "", "label": names[step]})
    shown = {"breadcrumbs_items": crumbs, "page_title": TITLE, "header_title": TITLE, "header_icon": "table"}
    return TemplateResponse(request, f"catalog/admin/sheet_{step}.html", {**shown, **context})
