"""The page of results for people."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from search.finding import Found, find
from search.query import parse
from search.results import Results
from search.wishes import count_wish

log = logging.getLogger(__name__)


def search(request: HttpRequest) -> HttpResponse:
    """What answers the words and filters of the address."""
    found = find(parse(request.GET))
    _note_wish(found)
    return render(request, "search/results.html", {"results": Results(found)})


def _note_wish(found: Found) -> None:
    """A wish that cannot be counted now must not cost anybody the page."""
    if found.total or found.is_plain:
        return
    try:
        count_wish(found.query, found.meant, today=timezone.localdate())
    except DatabaseError:
        log.warning("An unanswered question could not be counted.", exc_info=True)
