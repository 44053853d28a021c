"""What looks like theatre is left out of every figure until somebody has said that it was real."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from bihuan.domain.walkthroughs.models import Doubt


def undoubted(noun: str, path: str = "pk") -> Callable[[datetime], Q]:
    """Without those that are doubtful and not (yet) found genuine."""
    return lambda as_of: Q(~doubtful(noun, as_of, path))


def doubtful(noun: str, as_of: datetime, path: str = "pk") -> Exists:
    """A doubt was found by then, and by then nobody had said that it was real."""
    found = Doubt.objects.filter(found_at__lte=as_of, **{noun: OuterRef(path)})
    return Exists(found.exclude(genuine=True, decided_at__lte=as_of))
