"""The desk's own addresses below the admin's; the lists bring theirs (listings.py)."""

from django.urls import path

from catalog.admin import complaints, sheet_import, theme_merging, withdrawing
from catalog.admin.reports import CoverageView, MonthView, ToCompleteView

app_name = "desk"
urlpatterns = [
    path("to-complete/", ToCompleteView.as_view(), name="to_complete"),
    path("to-complete/results/", ToCompleteView.as_view(results_only=True), name="to_complete_results"),
    path("coverage/", CoverageView.as_view(), name="coverage"),
    path("coverage/results/", CoverageView.as_view(results_only=True), name="coverage_results"),
    path("month/", MonthView.as_view(), name="month"),
    path("month/results/", MonthView.as_view(results_only=True), name="month_results"),
    path("sheet/", sheet_import.upload, name="sheet_upload"),
    path("sheet/<str:token>/", sheet_import.preview, name="sheet_preview"),
    path("sheet/<str:token>/confirm/", sheet_import.confirm, name="sheet_confirm"),
    path("sheet/<str:token>/result/", sheet_import.result, name="sheet_result"),
    path("sheet/<str:token>/marked.xlsx", sheet_import.marked, name="sheet_marked"),
    path("withdraw/<int:pk>/", withdrawing.withdraw, name="withdraw"),
    path("complaints/", complaints.ComplaintsView.as_view(), name="complaints"),
    path(
        "complaints/results/",
        complaints.ComplaintsView.as_view(results_only=True),
        name="complaints_results",
    ),
    path("complaints/<int:pk>/", complaints.complaint, name="complaint"),
    path("themes/<int:pk>/merge/", theme_merging.merge, name="theme_merge"),
]
