from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "bihuan.kernel.calendar"
    label = "calendar"

    def ready(self) -> None:
        from bihuan.kernel.calendar.events import EVENTS
        from bihuan.kernel.journal.events import register_events

        register_events("calendar_notice", EVENTS)
