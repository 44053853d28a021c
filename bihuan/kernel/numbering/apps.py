from django.apps import AppConfig


class NumberingConfig(AppConfig):
    name = "bihuan.kernel.numbering"
    label = "numbering"
