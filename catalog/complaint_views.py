"""The public pages of a complaint: the form, and that it arrived."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from catalog.complaining import TOO_MANY, ComplaintForm, complaint_make, may_complain
from catalog.models import CatalogPage

NUMBER = re.compile(r"\d{6}-[0-9A-Z]{5}")


@csrf_exempt  # acts for nobody: see catalog.complaining
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: HttpRequest, short_id: str) -> HttpResponse:
    item = get_object_or_404(CatalogPage.objects.public_items(), short_id=short_id.lower())
    form = ComplaintForm(request.POST if request.method == "POST" else None, item=item)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if may_complain(request.META.get("REMOTE_ADDR", "")):
                sent = {name: form.cleaned_data[name] for name in ("kind", "words", "contact")}
                return redirect("catalog:complaint_received", complaint_make(item=item, **sent).number)
            form.add_error(None, TOO_MANY)
            status = 429
    return render(request, "catalog/complaint.html", {"form": form, "about": item}, status=status)


@require_safe
def received(request: HttpRequest, number: str) -> HttpResponse:
    """Says the number back; knows nothing of the complaint, so a guessed number tells nothing."""
    if not NUMBER.fullmatch(number):
        raise Http404
    return render(request, "catalog/complaint_received.html", {"number": number})
