from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "bihuan.kernel.calendar"
    label = "calendar"
