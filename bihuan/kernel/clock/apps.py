from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "bihuan.kernel.clock"
    label = "clock"

    def ready(self) -> None:
        from bihuan.kernel.clock.events import EVENTS
        from bihuan.kernel.journal.events import register_events

        register_events("clock", EVENTS)
