from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    name = "bihuan.domain.liaison"
    label = "liaison"

    def ready(self) -> None:
        from bihuan.domain.liaison import files
        from bihuan.domain.liaison.events import EVENTS, OFFICE_EVENTS, PERSON_EVENTS
        from bihuan.domain.liaison.locks import LOCKS
        from bihuan.domain.liaison.pickers import PICKERS
        from bihuan.domain.liaison.retention import RETAINED
        from bihuan.kernel.attachments.gates import register_gate
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.journal.locks import register_subject_lock
        from bihuan.kernel.retention.nouns import register_retained
        from bihuan.kernel.verbs import register_picker

        for noun, events in EVENTS.items():
            register_events(noun, events)
            register_subject_lock(noun, LOCKS[noun])
        register_events("person", PERSON_EVENTS)
        register_events("office", OFFICE_EVENTS)
        for picker in PICKERS:
            register_picker(picker)
        register_gate("visit", files.open_visit_file)
        register_retained(RETAINED)
