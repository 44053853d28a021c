"""Who holds a subject's row. A job of the kernel finds work on subjects that it does not know; their rooms say how to lock one."""

from collections.abc import Callable

from bihuan.kernel.journal.subjects import Subject

_LOCKS: dict[str, Callable[[int], object]] = {}


class UnknownSubject(LookupError):
    """No room said how to lock a subject of this kind: `register_subject_lock` in the `ready` of the app that owns it."""


def register_subject_lock(kind: str, lock: Callable[[int], object]) -> None:
    """`lock(id)` takes the row's lock inside the caller's transaction, as that room's own actions do; DoesNotExist where it is gone."""
    if _LOCKS.setdefault(kind, lock) is not lock:
        raise ValueError(f"The lock of {kind!r} is registered twice.")


def lock_subject(subject: Subject) -> None:
    """Hold the subject until the transaction ends."""
    try:
        lock = _LOCKS[subject.kind]
    except KeyError:
        raise UnknownSubject(f"No lock is registered for subjects of kind {subject.kind!r}.") from None
    lock(subject.id)
