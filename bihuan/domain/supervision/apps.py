from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "bihuan.domain.supervision"
    label = "supervision"

    def ready(self) -> None:
        from bihuan.domain.supervision import files
        from bihuan.domain.supervision.doubts import unreadable
        from bihuan.domain.supervision.events import EVENTS
        from bihuan.domain.supervision.locks import LOCKS
        from bihuan.domain.supervision.pickers import PICKERS
        from bihuan.domain.supervision.retention import RETAINED
        from bihuan.kernel.attachments.gates import register_gate
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.journal.locks import register_subject_lock
        from bihuan.kernel.parameters.validators import register_validator
        from bihuan.kernel.retention.nouns import register_retained
        from bihuan.kernel.verbs import register_picker

        for noun, events in EVENTS.items():
            register_events(noun, events)
            register_subject_lock(noun, LOCKS[noun])
        for noun, gate in files.GATES.items():
            register_gate(noun, gate)
        for picker in PICKERS:
            register_picker(picker)
        register_retained(RETAINED)
        register_validator(unreadable)
