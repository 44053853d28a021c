from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "bihuan.domain.enterprises"
    label = "enterprises"
