"""Addresses of search's own screens below the admin's; the snippets bring theirs."""

from django.urls import path

from search.admin import explain, index_state, trying
from search.admin.asked_reports import AskedView, WishView

app_name = "search_desk"
urlpatterns = [
    path("explain/", explain.show, name="explain"),
    path("index/", index_state.show, name="index"),
    path("index/progress/", index_state.progress, name="index_progress"),
    path("index/order/", index_state.order, name="index_order"),
    path("wishes/", WishView.as_view(), name="wishes"),
    path("wishes/results/", WishView.as_view(results_only=True), name="wishes_results"),
    path("asked/", AskedView.as_view(), name="asked"),
    path("asked/results/", AskedView.as_view(results_only=True), name="asked_results"),
    path("try/synonym/", trying.synonym, name="try_synonym"),
    path("try/card/", trying.help_card, name="try_card"),
]
