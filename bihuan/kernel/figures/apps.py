from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "bihuan.kernel.figures"
    label = "figures"

    def ready(self) -> None:
        from bihuan.kernel.figures import events
        from bihuan.kernel.figures.actions import lock_published
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.journal.locks import register_subject_lock

        register_events("figure", events.EVENTS)
        register_subject_lock("figure", lock_published)
