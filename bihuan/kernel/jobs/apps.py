from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "bihuan.kernel.jobs"
    label = "jobs"
