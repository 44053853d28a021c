"""Each face brings its own URLs; which faces a machine serves is `BIHUAN_FACES`."""

from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

PREFIXES = {"portal": "", "workbench": "work/", "dashboard": "dashboard/", "api": "api/v1/"}

handler400 = "bihuan.faces.shared.error_views.bad_request"
handler403 = "bihuan.faces.shared.error_views.permission_denied"
handler404 = "bihuan.faces.shared.error_views.page_not_found"
handler500 = "bihuan.faces.shared.error_views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [path("", include("bihuan.faces.shared.urls"))]
if {"workbench", "dashboard"} & set(settings.FACES):
    # A machine on the internet that shows only the portal has no door for staff.
    urlpatterns.append(path("accounts/", include("bihuan.faces.shared.accounts")))
for face in settings.FACES:
    module = import_module(f"bihuan.faces.{face}.urls")
    urlpatterns.append(path(PREFIXES[face], include(module)))
if "api" in settings.FACES:
    urlpatterns.append(path("open311/v2/", include("bihuan.faces.api.open311")))
