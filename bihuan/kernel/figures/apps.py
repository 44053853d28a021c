from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "bihuan.kernel.figures"
    label = "figures"
