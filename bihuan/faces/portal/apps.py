from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "bihuan.faces.portal"
    label = "portal"
