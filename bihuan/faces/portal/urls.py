"""The pages of the portal, one module per mechanism."""

from django.urls import URLPattern, URLResolver, include, path

from bihuan.faces.portal import (
    acting,
    figures,
    finished,
    home,
    joint,
    knowledge,
    rating,
    report,
    services,
    sittings,
    supervision,
    track,
)

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("report/", report.report, name="report"),
    path("report/receipt/", report.receipt_by_key, name="receipt-by-key"),
    path("report/receipt/<str:number>/", report.receipt, name="receipt"),
    path("report/receipt/<str:number>/receipt.txt", report.receipt_text, name="receipt-text"),
    path("track/", track.track, name="track"),
    path("track/leave/", track.leave, name="leave"),
    path("track/<str:number>/", track.case, name="case"),
    path("track/<str:number>/files/<str:key>/", track.case_file, name="case-file"),
    path("track/<str:number>/<slug:verb>/", acting.act, name="act"),
    path("firm/", include("bihuan.faces.portal.firm.urls")),
    path("finished/", finished.finished, name="finished"),
    path("finished/<int:pk>/", finished.finished_one, name="finished-one"),
    path("answers/", knowledge.answers, name="answers"),
    path("answers/<int:pk>/", knowledge.answer, name="answer"),
    path("figures/", figures.published, name="figures"),
    path("supervision/", supervision.supervised, name="supervision"),
    path("sittings/", sittings.sittings, name="sittings"),
    path("services/", services.services, name="services"),
    path("services/<str:code>/", services.service, name="service"),
    path("together/open/", joint.open_matter, name="matter-open"),
    path("together/matters/<str:number>/", joint.matter, name="matter"),
    path("together/matters/<str:number>/withdraw/", joint.withdraw, name="matter-withdraw"),
    path("together/<str:code>/", joint.joint, name="joint"),
    path("rate/", rating.which, name="rate-which"),
    path("rate/thanks/", rating.rated, name="rated"),
    path("rate/<str:token>/", rating.rate, name="rate"),
    path("ratings/", rating.ratings, name="ratings"),
]
