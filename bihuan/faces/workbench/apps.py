from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "bihuan.faces.workbench"
    label = "workbench"
