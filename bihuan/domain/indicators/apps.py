from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "bihuan.domain.indicators"
    label = "indicators"
