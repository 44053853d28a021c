"""`/api/v1`."""

from django.urls import URLPattern, URLResolver, path

from bihuan.faces.api.site import api

urlpatterns: list[URLPattern | URLResolver] = [path("", api.urls)]
