from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "bihuan.jobs"
    label = "schedule"
