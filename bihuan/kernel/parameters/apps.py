from django.apps import AppConfig


class ParametersConfig(AppConfig):
    name = "bihuan.kernel.parameters"
    label = "parameters"

    def ready(self) -> None:
        from bihuan.kernel.journal.events import register_events
        from bihuan.kernel.journal.locks import register_subject_lock
        from bihuan.kernel.parameters import checks, events  # noqa: F401  checks registers itself
        from bihuan.kernel.parameters.actions import lock_override
        from bihuan.kernel.parameters.models import Override

        register_events("parameter", events.EVENTS)
        register_subject_lock("parameter", lambda pk: lock_override(Override(pk=pk)))
