from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "bihuan.kernel.figures"
    label = "figures"

    def ready(self) -> None:
        from bihuan.kernel.figures import events
        from bihuan.kernel.figures.models import Published
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.journal.locks import register_subject_lock
        from bihuan.kernel.tracked import lock

        register_events("publication", events.EVENTS)
        register_subject_lock("publication", lambda pk: lock(Published(pk=pk)))
