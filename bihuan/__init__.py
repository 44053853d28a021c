"""闭环 Bihuan: the closed loop of a city's business environment."""

__version__ = "0.1.0"
