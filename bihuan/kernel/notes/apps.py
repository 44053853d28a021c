from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "bihuan.kernel.notes"
    label = "notes"
