from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "bihuan.domain.cases"
    label = "cases"
