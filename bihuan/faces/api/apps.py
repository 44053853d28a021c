from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "bihuan.faces.api"
    label = "api"
