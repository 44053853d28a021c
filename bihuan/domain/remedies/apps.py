from django.apps import AppConfig


class RemediesConfig(AppConfig):
    name = "bihuan.domain.remedies"
    label = "remedies"
