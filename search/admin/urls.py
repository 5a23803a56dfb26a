"""Addresses of search's own screens below the admin's; the snippets bring theirs."""

from django.urls import path

from search.admin import explain, index_state, trying

app_name = "search_desk"
urlpatterns = [
    path("explain/", explain.show, name="explain"),
    path("index/", index_state.show, name="index"),
    path("index/progress/", index_state.progress, name="index_progress"),
    path("index/order/", index_state.order, name="index_order"),
    path("try/synonym/", trying.synonym, name="try_synonym"),
    path("try/card/", trying.help_card, name="try_card"),
]
