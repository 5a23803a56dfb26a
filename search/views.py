"""The page of results for people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from search.finding import find
from search.query import parse
from search.results import Results


def search(request: HttpRequest) -> HttpResponse:
    """What answers the words and filters of the address."""
    results = Results(find(parse(request.GET)))
    return render(request, "search/results.html", {"results": results})
