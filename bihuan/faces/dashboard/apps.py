from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "bihuan.faces.dashboard"
    label = "dashboard"
