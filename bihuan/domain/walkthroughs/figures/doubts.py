"""What looks like theatre is left out of every figure until somebody has said that it was real."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from bihuan.domain.organisations.counting import Rows
from bihuan.domain.walkthroughs.models import Doubt


def undoubted(rows: Rows, noun: str, as_of: datetime, path: str = "pk") -> Rows:
    """Without those that are doubtful and not (yet) found genuine."""
    return rows.filter(~doubtful(noun, as_of, path))


def doubtful(noun: str, as_of: datetime, path: str = "pk") -> Exists:
    """A doubt was found by then, and by then nobody had said that it was real."""
    found = Doubt.objects.filter(found_at__lte=as_of, **{noun: OuterRef(path)})
    return Exists(found.exclude(genuine=True, decided_at__lte=as_of))
