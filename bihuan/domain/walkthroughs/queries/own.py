"""What a person has open: where forms without a number belong."""

from bihuan.domain.walkthroughs.choices import SittingState, WalkState
from bihuan.domain.walkthroughs.models import Sitting, Walk
from bihuan.kernel.access import Actor


def open_sitting(actor: Actor) -> Sitting | None:
    """The one that this actor sits or keeps company; the own one first."""
    rows = Sitting.objects.filter(state=SittingState.OPEN).select_related("unit", "window__unit", "leader")
    return (
        rows.filter(leader__in=actor.hands).first()
        or rows.filter(companion__in=actor.hands).order_by("id").last()
    )


def open_walk(actor: Actor) -> Walk | None:
    """The one that this actor walks or keeps company; the own one first."""
    rows = Walk.objects.filter(state=WalkState.OPEN).select_related("unit", "item_version", "walker")
    return (
        rows.filter(walker__in=actor.hands).first()
        or rows.filter(companion__in=actor.hands).order_by("id").last()
    )
