from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "bihuan.domain.services"
    label = "services"

    def ready(self) -> None:
        from bihuan.domain.services.events import EVENTS
        from bihuan.domain.services.locks import LOCKS
        from bihuan.domain.services.pickers import PICKERS
        from bihuan.domain.services.queries.finding import item_texts
        from bihuan.domain.services.retention import RETAINED
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.journal.locks import register_subject_lock
        from bihuan.kernel.retention.nouns import register_retained
        from bihuan.kernel.search.rebuild import register_texts
        from bihuan.kernel.verbs import register_picker

        for noun, events in EVENTS.items():
            register_events(noun, events)
            register_subject_lock(noun, LOCKS[noun])
        for picker in PICKERS:
            register_picker(picker)
        register_texts("item", item_texts)
        register_retained(RETAINED)
