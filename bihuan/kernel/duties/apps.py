from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "bihuan.kernel.duties"
    label = "duties"

    def ready(self) -> None:
        from bihuan.kernel.duties.events import EVENTS
        from bihuan.kernel.journal.events import register_events

        register_events("duty", EVENTS)
