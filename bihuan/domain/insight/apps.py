from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "bihuan.domain.insight"
    label = "insight"
