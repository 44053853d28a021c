from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "bihuan.domain.cases"
    label = "cases"

    def ready(self) -> None:
        from bihuan.domain.cases.events import EVENTS
        from bihuan.kernel.journal.events import register_events

        register_events("case", EVENTS)
