"""Periods of days (both ends counted) and of moments (the end is not)."""

from datetime import date, datetime


def days_overlap(from_a: date, to_a: date | None, from_b: date, to_b: date | None) -> bool:
    """Two periods share a day; None is open."""
    return (to_b is None or from_a <= to_b) and (to_a is None or from_b <= to_a)


def moments_overlap(from_a: datetime, to_a: datetime, from_b: datetime, to_b: datetime) -> bool:
    """Two stretches share a moment."""
    return from_a < to_b and from_b < to_a
