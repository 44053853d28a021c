from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "bihuan.domain.indicators"
    label = "indicators"

    def ready(self) -> None:
        from bihuan.domain.indicators.pickers import PICKERS
        from bihuan.kernel.verbs import register_picker

        for picker in PICKERS:
            register_picker(picker)
