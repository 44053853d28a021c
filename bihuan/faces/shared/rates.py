"""How often, counted in the database so that all processes count together."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from bihuan.faces.shared.models import RateWindow
from bihuan.kernel.refusals import TooMany


def limit_rate(key: str, n: int, seconds: int, *, at: datetime, sentence: str = "您操作得太频繁了。") -> None:
    """At most `n` times in each stretch of so many seconds; then `TooMany`, with when to come back. Call it outside a transaction.

    The key (an address, a phone number) is stored only as an HMAC.
    """
    number = int(at.timestamp()) // seconds
    ends_at = datetime.fromtimestamp((number + 1) * seconds, UTC)
    if not _counted(digest_of(f"{key}/{seconds}/{number}"), n, ends_at):
        wait = max(int((ends_at - at).total_seconds()), 1)
        raise TooMany(sentence, f"请 {_wait_words(wait)}后再试。", retry_after=wait)


def forget_rates(*, at: datetime) -> int:
    """Windows that are over. For the schedule, daily."""
    deleted, _ = RateWindow.objects.filter(ends_at__lt=at - timedelta(days=1)).delete()
    return deleted


def digest_of(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def _counted(digest: str, n: int, ends_at: datetime) -> bool:
    """One conditional UPDATE in the usual case; the first of a window inserts."""
    rows = RateWindow.objects.filter(digest=digest)
    if rows.filter(count__lt=n).update(count=F("count") + 1):
        return True
    if n < 1 or rows.filter(count__gte=n).exists():
        return False
    try:
        with transaction.atomic():
            RateWindow.objects.create(digest=digest, ends_at=ends_at, count=1)
    except IntegrityError:  # another process was first, before or after our look
        return bool(rows.filter(count__lt=n).update(count=F("count") + 1))
    return True


def _wait_words(seconds: int) -> str:
    return f"{seconds} 秒" if seconds < 60 else f"{-(-seconds // 60)} 分钟"
