from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "bihuan.domain.cases"
    label = "cases"

    def ready(self) -> None:
        from bihuan.domain.cases.actions.steps import lock_case_id
        from bihuan.domain.cases.events import CATALOGUE_EVENTS, EVENTS
        from bihuan.domain.cases.files import open_case_file
        from bihuan.domain.cases.pickers import PICKERS
        from bihuan.kernel.attachments.gates import register_gate
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.journal.locks import register_subject_lock
        from bihuan.kernel.verbs import register_picker

        register_events("case", EVENTS)
        register_subject_lock("case", lock_case_id)
        register_events("dispatch_rule", CATALOGUE_EVENTS)
        register_gate("case", open_case_file)
        for picker in PICKERS:
            register_picker(picker)
