from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "bihuan.kernel.calendar"
    label = "calendar"

    def ready(self) -> None:
        from bihuan.kernel.calendar.actions import lock_notice
        from bihuan.kernel.calendar.events import EVENTS
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.journal.locks import register_subject_lock

        register_events("calendar_notice", EVENTS)
        register_subject_lock("calendar_notice", lock_notice)
