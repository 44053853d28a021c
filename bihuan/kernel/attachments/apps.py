from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "bihuan.kernel.attachments"
    label = "attachments"
