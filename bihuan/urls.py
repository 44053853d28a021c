"""Each face brings its own URLs; which faces a machine serves is `BIHUAN_FACES`."""

from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

PREFIXES = {"portal": "", "workbench": "work/", "dashboard": "dashboard/", "api": "api/v1/"}

urlpatterns: list[URLPattern | URLResolver] = []
if {"workbench", "dashboard"} & set(settings.FACES):
    # A machine on the internet that shows only the portal has no door for staff.
    urlpatterns.append(path("accounts/", include("bihuan.faces.shared.accounts")))
for face in settings.FACES:
    module = import_module(f"bihuan.faces.{face}.urls")
    urlpatterns.append(path(PREFIXES[face], include(module)))
