from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "bihuan.kernel.access"
    label = "access"

    def ready(self) -> None:
        from bihuan.kernel.access import checks, events  # noqa: F401  importing checks registers them
        from bihuan.kernel.journal.events import register_events

        register_events("person", events.PERSON_EVENTS)
        register_events("token", events.TOKEN_EVENTS)
