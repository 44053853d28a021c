"""Builds the city by the same actions as its administrators would: regions, offices, posts, people, firms."""

from bihuan.simulation.city.builder import SLOWEST, Builder
from bihuan.simulation.city.world import Unit, World

__all__ = ["SLOWEST", "Builder", "Unit", "World"]
