from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "bihuan.domain.enterprises"
    label = "enterprises"

    def ready(self) -> None:
        from bihuan.domain.enterprises.events import CONTACT_EVENTS, ENTERPRISE_EVENTS
        from bihuan.domain.enterprises.pickers import PICKERS
        from bihuan.domain.enterprises.queries.contacts import open_enterprise_file
        from bihuan.kernel.attachments.gates import register_gate
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.verbs import register_picker

        register_events("enterprise", ENTERPRISE_EVENTS)
        register_events("contact", CONTACT_EVENTS)
        register_gate("enterprise", open_enterprise_file)
        for picker in PICKERS:
            register_picker(picker)
