"""What the calendar does here: each finds, then calls an action per item; safe to repeat."""

from datetime import datetime, timedelta

from bihuan.domain.services.actions.checking import keep_faults
from bihuan.domain.services.actions.rating import close_rating, invite_rating
from bihuan.domain.services.models import Handling
from bihuan.domain.services.queries import content_of, versions_in_force, with_tables
from bihuan.domain.services.queries.rating import due_to_close
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.tasks import JobReport, Task
from bihuan.kernel.parameters.values import value

AT_ONCE = 500


def invite_ratings(by: Actor, at: datetime) -> JobReport:
    """Three days after the end: a short message to whoever has not rated, once; nobody is asked after the time for rating is over."""
    on = day_of(at)
    after, within = value("services.invite_after", on=on), value("services.rating_window", on=on)
    waiting = Handling.objects.filter(
        invited_at=None,
        finished_at__lte=at - timedelta(days=after),
        finished_at__gt=at - timedelta(days=within),
    ).exclude(phone="")
    found = list(waiting.order_by("id")[:AT_ONCE])
    report = for_each(
        found,
        lambda handling: invite_rating(handling=handling, by=by, at=at),
        name=lambda handling: f"handling:{handling.pk}",
    )
    return report.and_more() if len(found) == AT_ONCE and not report.failed else report


def close_ratings(by: Actor, at: datetime) -> JobReport:
    """A bad rating whose case has ended, its reporter asked, is at its end too."""
    return for_each(
        due_to_close().order_by("id")[:AT_ONCE],
        lambda rating: close_rating(rating=rating, by=by, at=at),
        name=lambda rating: f"rating:{rating.pk}",
    )


def check_items(by: Actor, at: datetime) -> JobReport:
    """The rules may be others than on the day on which a version was published: every item in force is looked at again."""
    return for_each(
        with_tables(versions_in_force(day_of(at))).order_by("pk").iterator(AT_ONCE),
        lambda version: keep_faults(version, content_of(version)),
        name=lambda version: f"item:{version.item_id}",
    )


TASKS = (
    Task("services.invite_ratings", invite_ratings, every=timedelta(hours=6)),
    Task("services.close_ratings", close_ratings, every=timedelta(minutes=10)),
    Task("services.check_items", check_items, every=timedelta(days=1)),
)
