"""Questions that are asked the same way all day: worked out once, then only their values change.

Django works a queryset out anew each time that it is asked, which takes ten times as long as the database takes to find a row by its key.
This is for the hottest paths (who calls, the case with what the rules ask of it, the end of a chain); everything else stays a queryset.
"""

from collections.abc import Callable, Hashable, Sequence
from copy import copy
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

Row = TypeVar("Row")


class Kind(NamedTuple):
    """A kind of value: what stands for the nth of them while the question is worked out, and how a database takes one."""

    mark: Callable[[int], Any]
    ready: Callable[[Any, Any], Any] = lambda operations, value: value


# Marks are values that nobody asks for.
KINDS: dict[type, Kind] = {
    int: Kind(lambda n: 7_000_000_000_000_000 + n),
    str: Kind(lambda n: f"\x02{n}\x03"),
    date: Kind(
        lambda n: date.min + timedelta(days=n + 2), lambda ops, value: ops.adapt_datefield_value(value)
    ),
    datetime: Kind(
        lambda n: datetime(1, 1, 3 + n, tzinfo=UTC), lambda ops, value: ops.adapt_datetimefield_value(value)
    ),
}


class Prepared(Generic[Row]):
    """`held = Prepared(lambda post: Tenure.objects.filter(post=post), int)`, then `held(7)` as often as wanted.

    The values come as the kinds name them (the id, not the object), none of them None, lists of one length only. The lambda runs once:
    whatever else it looks at (a clock, an edition) would stay as it was.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, Row]], *kinds: type) -> None:
        self._build = build
        self._kinds = [KINDS[kind] for kind in kinds]
        self._worked_out: dict[str, _WorkedOut] = {}

    def __call__(self, *values: Any) -> list[Row]:
        """Every row that answers."""
        connection = connections[DEFAULT_DB_ALIAS]
        known = self._worked_out.get(connection.vendor) or self._work_out(connection)
        if known.locks and connection.get_autocommit():
            raise transaction.TransactionManagementError("select_for_update is for transactions.")
        ready = [kind.ready(connection.ops, value) for kind, value in zip(self._kinds, values, strict=True)]
        return list(known.rows(connection, ready))

    def first(self, *values: Any) -> Row | None:
        return next(iter(self(*values)), None)

    def one(self, *values: Any) -> Row:
        """The row that must be there."""
        for row in self(*values):
            return row
        raise self._build(*values).model.DoesNotExist

    def _work_out(self, connection: Any) -> "_WorkedOut":
        marks = [kind.mark(n) for n, kind in enumerate(self._kinds)]
        marked = {
            kind.ready(connection.ops, mark): n
            for n, (kind, mark) in enumerate(zip(self._kinds, marks, strict=True))
        }
        known = _WorkedOut(self._build(*marks), connection, marked)
        return self._worked_out.setdefault(connection.vendor, known)


class _WorkedOut:
    """A queryset's statement for one kind of database, and where in it the values go."""

    def __init__(self, queryset: Any, connection: Any, marked: dict[Any, int]) -> None:
        self.iterable = queryset._iterable_class
        self.compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self.statement, params = self.compiler.as_sql()
        self.params = [
            (marked.get(value) if isinstance(value, Hashable) else None, value) for value in params
        ]
        self.converters = self.compiler.get_converters(
            [column[0] for column in self.compiler.select[: self.compiler.col_count]]
        )
        self.locks = queryset.query.select_for_update and connection.features.has_select_for_update
        if missing := set(marked.values()) - {n for n, _ in self.params}:
            raise TypeError(f"values {sorted(missing)} are not asked for as they are given")

    def rows(self, connection: Any, values: Sequence[Any]) -> Any:
        """Read by Django's own readers, from a compiler that need not compile."""
        params = tuple(fixed if n is None else values[n] for n, fixed in self.params)
        compiler = copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda: (self.statement, params)
        compiler.get_converters = lambda columns: self.converters
        return self.iterable(_Asked(compiler))


class _Asked:
    """What those readers want of a queryset."""

    db = DEFAULT_DB_ALIAS
    _known_related_objects: ClassVar[dict[Any, Any]] = {}

    def __init__(self, compiler: Any) -> None:
        self.compiler = compiler

    @property
    def query(self) -> "_Asked":
        return self

    def get_compiler(self, using: str | None = None) -> Any:
        return self.compiler
