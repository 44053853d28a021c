from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "bihuan.kernel.access"
    label = "access"
