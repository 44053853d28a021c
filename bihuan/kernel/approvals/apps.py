from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "bihuan.kernel.approvals"
    label = "approvals"
