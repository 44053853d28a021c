from django.apps import AppConfig


class WalkthroughsConfig(AppConfig):
    name = "bihuan.domain.walkthroughs"
    label = "walkthroughs"

    def ready(self) -> None:
        from bihuan.domain.walkthroughs.events import EVENTS
        from bihuan.domain.walkthroughs.locks import LOCKS
        from bihuan.domain.walkthroughs.pickers import PICKERS
        from bihuan.domain.walkthroughs.retention import RETAINED
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.journal.locks import register_subject_lock
        from bihuan.kernel.retention.nouns import register_retained
        from bihuan.kernel.verbs import register_picker

        for noun, events in EVENTS.items():
            register_events(noun, events)
            register_subject_lock(noun, LOCKS[noun])
        for picker in PICKERS:
            register_picker(picker)
        register_retained(RETAINED)
