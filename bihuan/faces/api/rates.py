"""How often a token may call: so many times a minute, counted for all processes together."""

from datetime import datetime
from threading import Lock

from django.conf import settings

from bihuan.faces.shared.rates import limit_rate

BLOCK = 50
_permits: dict[int, tuple[int, int]] = {}  # token → (minute, calls left of the block taken)
_lock = Lock()


def count_call(token_id: int, *, at: datetime) -> None:
    """One call of this token, or `TooMany`. Permits are taken from the database fifty at a time: a write per call would cost as much
    as the call."""
    minute = int(at.timestamp()) // 60
    with _lock:
        of, left = _permits.get(token_id, (minute, 0))
        if of == minute and left > 0:
            _permits[token_id] = (minute, left - 1)
            return
    blocks = max(settings.API_CALLS_PER_MINUTE // BLOCK, 1)
    limit_rate(f"token:{token_id}", blocks, 60, at=at, sentence="这个令牌调用得太频繁了。")
    with _lock:
        of, left = _permits.get(token_id, (minute, 0))
        _permits[token_id] = (minute, (left if of == minute else 0) + BLOCK - 1)


def forget_permits() -> None:
    """For tests: as a new process."""
    with _lock:
        _permits.clear()
