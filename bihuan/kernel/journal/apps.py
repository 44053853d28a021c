from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "bihuan.kernel.journal"
    label = "journal"
