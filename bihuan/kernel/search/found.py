"""A search that is read page by page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Model, QuerySet

from bihuan.kernel.perdatabase import PerDatabase
from bihuan.kernel.search.models import Indexed
from bihuan.kernel.search.queries import matching, subjects
from bihuan.kernel.search.terms import WINDOWS, wanted

M = TypeVar("M", bound=Model)


class Ids(NamedTuple):
    """Some ids: these, or from the first one to the one that is no longer among them."""

    start: int = 0
    end: int | None = None
    listed: Sequence[int] | None = None

    def of(self, name: str) -> dict[str, Any]:
        """As conditions on a column of ids."""
        if self.listed is not None:
            return {f"{name}__in": self.listed}
        above = {f"{name}__gte": self.start} if self.start else {}
        return above | ({f"{name}__lt": self.end} if self.end is not None else {})


ALL = Ids()
# So many ids that hold the words are looked at one by one; only behind them the planner weighs words against gate and filters.
LISTED = 256
# Ids, and the terms by which the index of words finds what lies in them; no terms: all of it.
Stretch = tuple[Ids, list[str]]


@dataclass(frozen=True, slots=True)
class Found(Generic[M]):
    """Rows that an actor may see anyway, of which those are wanted whose subject of this kind holds all the words.

    Neither database reads its index of words from one end. So a page asks the nearest stretch of ids first, then a wider one,
    then all that is left: what it costs depends on how rare the words are near its beginning, not on how many rows there are.
    `seen` gives what the actor may see of some ids: a gate that reads other tables reads no more of them than that.
    """

    seen: Callable[[Ids], QuerySet[M]]
    kind: str
    words: str = ""

    @property
    def rows(self) -> QuerySet[M]:
        """What the actor may see, whatever words it holds."""
        return self.seen(ALL)

    def all(self) -> QuerySet[M]:
        """Every row of it, for what is read whole."""
        return matching(self.rows, self.kind, self.words)

    def filter(self, **conditions: Any) -> "Found[M]":
        return self._then(lambda rows: rows.filter(**conditions))

    def select_related(self, *names: str) -> "Found[M]":
        return self._then(lambda rows: rows.select_related(*names))

    def newest(self, most: int, *, before: int | None = None) -> list[M]:
        """So many rows below the id `before`, newest first."""
        taken: list[M] = []
        for piece in self.downwards(before=before):
            taken += piece.order_by("-pk")[: most - len(taken)]
            if len(taken) >= most:
                break
        return taken

    def count_to(self, most: int) -> int:
        """How many there are, counted no further than `most`. Newest first: from the other end, what lies before the stretch is read."""
        count = 0
        for piece in self.downwards():
            count += piece.order_by("-pk")[: most - count].count()
            if count >= most:
                break
        return count

    def downwards(self, *, before: int | None = None) -> Iterator[QuerySet[M]]:
        """All that lies below an id, in pieces that end where the next one begins."""

        def stretches() -> Iterable[Stretch]:
            end = _end_of(self.kind)
            return _downwards(self.kind, end if before is None else min(end, before))

        return self._pieces(Ids(end=before), stretches, "-subject_id")

    def upwards(self, *, after: int) -> Iterator[QuerySet[M]]:
        """All that lies above an id, in pieces, the oldest first."""
        above = Ids(after + 1)
        return self._pieces(above, lambda: _upwards(self.kind, above.start, _end_of(self.kind)), "subject_id")

    def _then(self, change: Callable[[QuerySet[M]], QuerySet[M]]) -> "Found[M]":
        seen = self.seen
        return replace(self, seen=lambda ids: change(seen(ids)))

    def _pieces(
        self, ids: Ids, stretches: Callable[[], Iterable[Stretch]], order: str
    ) -> Iterator[QuerySet[M]]:
        if not self.words.strip():
            yield from (self._of(some) for some in WITHOUT_WORDS.here(self._newest, ids, order))
        elif terms := wanted(self.words):
            for stretch, windows in stretches():
                holding = subjects(self.kind, terms, windows)
                yield from self._of_stretch(stretch, holding, order)

    def _of_stretch(self, stretch: Ids, holding: QuerySet[Indexed], order: str) -> Iterator[QuerySet[M]]:
        holding = holding.filter(**stretch.of("subject_id")).order_by(order)
        listed = list(holding.values_list("subject_id", flat=True)[: LISTED + 1])
        if listed:
            yield self._of(Ids(listed=listed[:LISTED]))
        if len(listed) > LISTED:
            last = listed[LISTED - 1]
            rest = Ids(stretch.start, last) if order.startswith("-") else Ids(last + 1, stretch.end)
            ids = holding.order_by().filter(**rest.of("subject_id")).values("subject_id")
            yield self._of(rest).filter(pk__in=ids)

    def _of(self, ids: Ids) -> QuerySet[M]:
        return self.seen(ids).filter(**ids.of("pk"))

    def _newest(self) -> int:
        """The highest id that there is, seen or not."""
        every = self.rows.model._default_manager.order_by("-pk")
        return every.values_list("pk", flat=True).first() or 0


def _at_once(newest: Callable[[], int], ids: Ids, order: str) -> Iterable[Ids]:
    return (ids,)


def _widening(newest: Callable[[], int], ids: Ids, order: str) -> Iterator[Ids]:
    """The stretch where the page begins, then ever wider ones."""
    start, end = ids.start, newest() + 1 if ids.end is None else ids.end
    for width in WIDTHS:
        if end - start <= width:
            break
        if order.startswith("-"):
            yield Ids(end - width, end)
            end -= width
        else:
            yield Ids(start, start + width)
            start += width
    yield Ids(start, end)


WIDTHS = (1 << 10, 1 << 13, 1 << 16)
# PostgreSQL reads what a gate lets through from the end where the page begins; SQLite reads all of it first, and is asked for less.
WITHOUT_WORDS: PerDatabase[Callable[[Callable[[], int], Ids, str], Iterable[Ids]]] = PerDatabase(
    postgresql=_at_once, sqlite=_widening
)


def _end_of(kind: str) -> int:
    newest = Indexed.objects.filter(subject_kind=kind).order_by("-subject_id")
    return (newest.values_list("subject_id", flat=True).first() or 0) + 1


def _downwards(kind: str, end: int) -> Iterator[Stretch]:
    for mark, shift in WINDOWS:
        if end <= 0:
            return
        newest = (end - 1) >> shift
        start = max(newest - 1, 0) << shift
        yield Ids(start, end), [f"{mark}{kind}{n}" for n in range(max(newest - 1, 0), newest + 1)]
        end = start
    if end > 0:
        yield Ids(0, end), []


def _upwards(kind: str, start: int, end: int) -> Iterator[Stretch]:
    for mark, shift in WINDOWS:
        if start >= end:
            return
        oldest = start >> shift
        stop = min((oldest + 2) << shift, end)
        yield Ids(start, stop), [f"{mark}{kind}{oldest}", f"{mark}{kind}{oldest + 1}"]
        start = stop
    if start < end:
        yield Ids(start, end), []
