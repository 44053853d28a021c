"""Addresses that every face serves; those of signed-in people only where there is a door for them."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from bihuan.faces.shared.offline import views as offline
from bihuan.faces.shared.views import channels, health, me, notices, picks, styleguide

app_name = "shared"
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("me/large-print/", me.large_print, name="large-print"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("sw.js", offline.service_worker, name="service-worker"),
    path("offline/", offline.offline, name="offline"),
    path("offline/token/", offline.token, name="offline-token"),
]
if {"workbench", "dashboard"} & set(settings.FACES):
    urlpatterns += [
        path("me/post/", me.choose_post, name="choose-post"),
        path("me/notices/", notices.notices, name="notices"),
        path("me/channels/", channels.channels, name="channels"),
        path("me/notices/read/", notices.read_all, name="read-notices"),
        path("me/notices/<int:pk>/", notices.open_notice, name="open-notice"),
        path("pick/<slug:source>/", picks.pick, name="pick"),
    ]
