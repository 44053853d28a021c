from django.apps import AppConfig


class RemediesConfig(AppConfig):
    name = "bihuan.domain.remedies"
    label = "remedies"

    def ready(self) -> None:
        from bihuan.domain.remedies import files
        from bihuan.domain.remedies.events import EVENTS
        from bihuan.domain.remedies.locks import LOCKS
        from bihuan.domain.remedies.pickers import PICKERS
        from bihuan.domain.remedies.retention import RETAINED
        from bihuan.kernel.attachments.gates import register_gate
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.journal.locks import register_subject_lock
        from bihuan.kernel.retention.nouns import register_retained
        from bihuan.kernel.verbs import register_picker

        for noun, events in EVENTS.items():
            register_events(noun, events)
            register_subject_lock(noun, LOCKS[noun])
        register_gate("order", files.open_order_file)
        register_gate("upward", files.open_upward_file)
        register_gate("long_term", files.open_long_term_file)
        register_gate("discipline_clue", files.open_clue_file)
        for picker in PICKERS:
            register_picker(picker)
        register_retained(RETAINED)
