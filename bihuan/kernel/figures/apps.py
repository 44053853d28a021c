from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "bihuan.kernel.figures"
    label = "figures"

    def ready(self) -> None:
        from bihuan.kernel.figures import events
        from bihuan.kernel.journal.events import register_events

        register_events("figure", events.EVENTS)
