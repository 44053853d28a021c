from django.apps import AppConfig


class ParametersConfig(AppConfig):
    name = "bihuan.kernel.parameters"
    label = "parameters"
