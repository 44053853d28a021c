"""The outbox. An action queues notices in its own transaction; a job delivers them: at least once, and once to a person.

`queue_notices` writes what is to be told, to whom (a key), by which channel. The delivery job first resolves keys to people and
addresses (`register_resolver`), one `Delivery` each, then claims, sends and marks each on its own. See `docs/kernel/notices.md`.
"""

from typing import TYPE_CHECKING

from bihuan.kernel.doors import door

if TYPE_CHECKING:
    from bihuan.kernel.notices.actions import Recipient, queue_notices, read_notice
    from bihuan.kernel.notices.queries import inbox_of, unread_count
    from bihuan.kernel.notices.resolvers import Address, register_resolver

__getattr__ = door(
    __name__,
    Address="resolvers",
    Recipient="actions",
    inbox_of="queries",
    queue_notices="actions",
    read_notice="actions",
    register_resolver="resolvers",
    unread_count="queries",
)

__all__ = [
    "Address",
    "Recipient",
    "inbox_of",
    "queue_notices",
    "read_notice",
    "register_resolver",
    "unread_count",
]
