from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "bihuan.domain.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from bihuan.domain.knowledge.events import EVENTS
        from bihuan.kernel.journal.events import register_events

        register_events("knowledge", EVENTS)
