"""What the house itself answers."""

from dataclasses import asdict

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from home import care, metrics
from home.readiness import readiness
from home.site_map import site_map_sections


def server_fault(request: HttpRequest) -> HttpResponse:
    """500. The page is a file that needs no database and no template; only where static files lie is put in."""
    page = (settings.BASE_DIR / "templates" / "500.html").read_text(encoding="utf-8")
    return HttpResponse(page.replace("/static/", settings.STATIC_URL), status=500)


def healthz(request: HttpRequest) -> HttpResponse:
    """The process runs. Asks neither database nor engine."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether the site can serve, for a load balancer; in the body also what it does without."""
    told = readiness()
    return JsonResponse(asdict(told), status=200 if told.ready else 503)


@never_cache
@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """For Prometheus. Whoever may not ask hears that there is nothing."""
    if not metrics.may_ask(request):
        raise Http404
    return HttpResponse(metrics.exposition(), content_type=CONTENT_TYPE_LATEST)


@never_cache
@require_safe
def choose_care(request: HttpRequest, choice: str) -> HttpResponse:
    """Switches 关怀版 on or off and leads back to where it was chosen."""
    if choice not in ("on", "off"):
        raise Http404
    wanted = request.GET.get("next") or request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(wanted if is_ours else reverse("wagtail_serve", args=[""]))
    care.choose(request, response, on=choice == "on")
    return response


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """All the ways into the site on one page."""
    context = {"sections": site_map_sections(request), "heading": "网站地图"}
    return render(request, "home/site_map.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots leave alone, and where the map lies."""
    context = {"sitemap": request.build_absolute_uri(reverse("home:sitemap"))}
    return render(request, "home/robots.txt", context, content_type="text/plain; charset=utf-8")
