from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "bihuan.domain.services"
    label = "services"

    def ready(self) -> None:
        from bihuan.domain.services.events import EVENTS
        from bihuan.domain.services.locks import LOCKS
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.journal.locks import register_subject_lock

        for noun, events in EVENTS.items():
            register_events(noun, events)
            register_subject_lock(noun, LOCKS[noun])
