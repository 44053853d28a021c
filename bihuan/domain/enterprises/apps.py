from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "bihuan.domain.enterprises"
    label = "enterprises"

    def ready(self) -> None:
        from bihuan.domain.enterprises.events import ENTERPRISE_EVENTS
        from bihuan.domain.enterprises.pickers import PICKERS
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.verbs import register_picker

        register_events("enterprise", ENTERPRISE_EVENTS)
        for picker in PICKERS:
            register_picker(picker)
