from django.apps import AppConfig


class SimulationConfig(AppConfig):
    name = "bihuan.simulation"
    label = "simulation"
