"""The pages of the workbench, one module per mechanism."""

from django.urls import URLPattern, URLResolver, path

from bihuan.faces.shared.verb_pages import verb_page
from bihuan.faces.workbench import (
    approvals,
    bulk,
    cases,
    class_wide,
    enterprises,
    exports,
    feeds,
    intake,
    knowledge,
    nouns,
    organisations,
    queues,
    slips,
    system,
    triage,
    ways,
    work,
)
from bihuan.faces.workbench.liaison.urls import liaison_urls
from bihuan.faces.workbench.making import making_page
from bihuan.faces.workbench.publishing import publication_urls
from bihuan.faces.workbench.remedies.urls import remedy_urls
from bihuan.faces.workbench.services.urls import service_urls
from bihuan.faces.workbench.supervision.urls import supervision_urls
from bihuan.faces.workbench.walkthroughs.urls import walkthrough_urls

app_name = "workbench"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", work.my_work, name="work"),
    path("feed/", feeds.feed, name="feed"),
    path("feed/<str:token>.ics", feeds.feed_file, name="feed-file"),
    path("feed/turns/<str:token>.ics", feeds.turns_file, name="turns-file"),
    path("feed/visits/<str:token>.ics", feeds.visits_file, name="visits-file"),
    path("cases/", cases.case_list, name="cases"),
    path("cases/export/", exports.export_cases, name="export-cases"),
    path("cases/by-id/<int:pk>/", cases.case_by_id, name="case-by-id"),
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
    *queues.queue_urls(),
    *remedy_urls(),
    *supervision_urls(),
    *walkthrough_urls(),
    *liaison_urls(),
    *service_urls(),
    path("class-wide/", class_wide.class_wide, name="class-wide"),
    path("class-wide/bundle/", class_wide.bundle, name="class-wide-bundle"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/<int:pk>/", approvals.approval, name="approval"),
    path("files/<str:key>/", cases.file, name="file"),
    path("exports/", exports.exports, name="exports"),
    path("exports/<int:pk>/", exports.export, name="export"),
    path("offices/", organisations.offices, name="offices"),
    path("offices/<str:code>/", organisations.office, name="office"),
    path("offices/<str:number>/<slug:verb>/", verb_page(organisations.OFFICES), name="office-verb"),
    path("people/", organisations.people, name="people"),
    path("people/new/", making_page(organisations.REGISTERING), name="register-person"),
    path("people/me/", organisations.me, name="me"),
    path("people/<str:username>/", organisations.person, name="person"),
    path("people/<str:number>/<slug:verb>/", verb_page(organisations.PEOPLE), name="person-verb"),
    path("roster/", organisations.roster, name="roster"),
    path("enterprises/", enterprises.enterprises, name="enterprises"),
    path("enterprises/new/", making_page(enterprises.REGISTERING), name="register-enterprise"),
    path("enterprises/<str:number>/", enterprises.enterprise, name="enterprise"),
    path("enterprises/<str:number>/<slug:verb>/", verb_page(enterprises.ENTERPRISES), name="enterprise-verb"),
    path("knowledge/", knowledge.knowledge, name="knowledge"),
    path("knowledge/new/", making_page(knowledge.PUBLISHING), name="publish-entry"),
    path("knowledge/<str:number>/", knowledge.entry, name="entry"),
    path("knowledge/<str:number>/<slug:verb>/", verb_page(knowledge.ENTRIES), name="entry-verb"),
    *publication_urls(),
    path("parameters/", system.parameters, name="parameters"),
    path("parameters/<str:code>/", system.parameter, name="parameter"),
    path("calendar/", system.calendar, name="calendar"),
    path("clock/", system.clock, name="clock"),
    path("ways/", ways.ways, name="ways"),
]
