"""Days and moments on the city's clock. Pure."""

from datetime import date, datetime, timedelta, timezone

CITY_TIME = timezone(timedelta(hours=8), "Asia/Shanghai")  # one zone, no summer time since 1991
Stretch = tuple[datetime, datetime]


def local_of(moment: datetime) -> datetime:
    """The moment on the city's clock. ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs its time zone: {moment.isoformat()}")
    return moment.astimezone(CITY_TIME)


def day_of(day: date) -> date:
    """A day; a moment's day is the one on the city's clock."""
    return local_of(day).date() if isinstance(day, datetime) else day


def at_moment(day: date, microseconds: int) -> datetime:
    """So long after the day's midnight."""
    return datetime(day.year, day.month, day.day, tzinfo=CITY_TIME) + timedelta(microseconds=microseconds)
