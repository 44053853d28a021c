from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "bihuan.kernel.duties"
    label = "duties"
