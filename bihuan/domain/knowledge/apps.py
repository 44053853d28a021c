from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "bihuan.domain.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from bihuan.domain.knowledge.events import EVENTS
        from bihuan.domain.knowledge.pickers import PICKERS
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.verbs import register_picker

        register_events("knowledge", EVENTS)
        for picker in PICKERS:
            register_picker(picker)
