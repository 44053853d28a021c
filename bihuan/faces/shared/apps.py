from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "bihuan.faces.shared"
    label = "shared"
