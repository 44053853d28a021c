"""The pages of the workbench, one module per mechanism."""

from django.urls import URLPattern, URLResolver, path

from bihuan.faces.shared.verb_pages import verb_page
from bihuan.faces.workbench import approvals, bulk, cases, feeds, intake, nouns, slips, triage, work

app_name = "workbench"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", work.my_work, name="work"),
    path("feed/", feeds.feed, name="feed"),
    path("feed/<str:token>.ics", feeds.feed_file, name="feed-file"),
    path("cases/", cases.case_list, name="cases"),
    path("cases/bulk/<slug:verb>/", bulk.bulk, name="bulk"),
    path("cases/<str:number>/", cases.case_detail, name="case"),
    path("cases/<str:number>/similar/", cases.case_similar, name="case-similar"),
    path("cases/<str:number>/print/", cases.case_print, name="case-print"),
    path("cases/<str:number>/slip.docx", slips.case_slip, name="case-slip"),
    path("cases/<str:number>/<slug:verb>/", verb_page(nouns.CASES), name="case-verb"),
    path("intake/", intake.intake, name="intake"),
    path("intake/caller/", intake.caller, name="caller"),
    path("intake/like/", intake.like, name="like"),
    path("intake/<str:number>/", intake.registered, name="registered"),
    path("triage/", triage.triage, name="triage"),
    path("triage/<str:number>/<slug:verb>/", verb_page(nouns.TRIAGED), name="triage-verb"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/<int:pk>/", approvals.approval, name="approval"),
    path("files/<str:key>/", cases.file, name="file"),
]
