from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "bihuan.domain.organisations"
    label = "organisations"

    def ready(self) -> None:
        from bihuan.domain.organisations.events import OFFICE_EVENTS, PERSON_EVENTS, REGION_EVENTS
        from bihuan.domain.organisations.pickers import PICKERS
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.verbs import register_picker

        register_events("region", REGION_EVENTS)
        register_events("office", OFFICE_EVENTS)
        register_events("person", PERSON_EVENTS)
        for picker in PICKERS:
            register_picker(picker)
