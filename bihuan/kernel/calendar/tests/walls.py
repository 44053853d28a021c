"""Moments as one writes them on a wall calendar."""

from datetime import datetime

from bihuan.kernel.calendar import CITY_TIME


def on(text: str) -> datetime:
    """`2026-02-13 16:00` on the city's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=CITY_TIME)
