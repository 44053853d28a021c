from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "bihuan.kernel.retention"
    label = "retention"
