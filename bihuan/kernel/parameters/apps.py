from django.apps import AppConfig


class ParametersConfig(AppConfig):
    name = "bihuan.kernel.parameters"
    label = "parameters"

    def ready(self) -> None:
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.parameters import checks, events  # noqa: F401  checks registers itself

        register_events("parameter", events.EVENTS)
