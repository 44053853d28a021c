from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "bihuan.kernel.submissions"
    label = "submissions"
