"""Keyset pages: the cursor says after which row, the index finds it; no OFFSET, no total above 1,000, in a search above 100."""

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest

from bihuan.kernel.refusals import Malformed
from bihuan.kernel.search.found import Found

SIZE = 50
COUNTED_TO = 1_000
# What holds words is counted by fetching it: beyond a hundred one asks more precisely rather than reads on.
FOUND_TO = 100
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows with the way on and back. `count` stops one above `counted_to`; `total` says it in words."""

    rows: list[Row]
    next: str = ""
    previous: str = ""
    count: int | None = None
    counted_to: int = COUNTED_TO

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def total(self) -> str:
        """12 or 1,000+; empty where nobody counted."""
        if self.count is None:
            return ""
        return f"{self.counted_to:,}+" if self.count > self.counted_to else f"{self.count:,}"


def page_of(
    rows: QuerySet[Row] | Found[Row],
    request: HttpRequest,
    *,
    order: Sequence[str],
    size: int = SIZE,
    counted: bool = True,
) -> Page[Row]:
    """The page that the URL's `cursor` asks for. `order` ends in a unique column: `("due_at", "id")`, `("-registered_at", "-id")`."""
    return keyset_page(rows, order=order, cursor=request.GET.get("cursor", ""), size=size, counted=counted)


def keyset_page(
    rows: QuerySet[Row] | Found[Row],
    *,
    order: Sequence[str],
    cursor: str = "",
    size: int = SIZE,
    counted: bool = True,
) -> Page[Row]:
    """A page after (or before) a cursor. Empty cursor: the first page. A search is paged by its ids."""
    keys = [_Key.of(rows.rows if isinstance(rows, Found) else rows, name) for name in order]
    backwards, values = _read(cursor, keys)
    walked = [key.turned() for key in keys] if backwards else keys
    taken = _taken(rows, walked, values, size + 1)
    more, taken = len(taken) > size, taken[:size]
    counted_to = FOUND_TO if isinstance(rows, Found) and rows.words.strip() else COUNTED_TO
    if backwards:
        taken.reverse()
    whole = isinstance(rows, Found) and not cursor and not more  # read to its end: nothing is left to count
    has_next = more if not backwards else bool(cursor)
    has_previous = more if backwards else values is not None
    return Page(
        rows=taken,
        next=_cursor(taken[-1], keys, backwards=False) if taken and has_next else "",
        previous=_cursor(taken[0], keys, backwards=True) if taken and has_previous else "",
        count=(len(taken) if whole else _count(rows, counted_to + 1)) if counted else None,
        counted_to=counted_to,
    )


def _taken(
    rows: QuerySet[Row] | Found[Row], keys: "Sequence[_Key]", values: Sequence[Any] | None, most: int
) -> list[Row]:
    taken: list[Row] = []
    for piece in _pieces(rows, keys, values):
        found = piece.order_by(*(key.ordering() for key in keys))
        if values is not None:
            found = found.filter(_beyond(keys, values))
        taken += found[: most - len(taken)]
        if len(taken) >= most:
            break
    return taken


def _pieces(
    rows: QuerySet[Row] | Found[Row], keys: "Sequence[_Key]", values: Sequence[Any] | None
) -> Iterable[QuerySet[Row]]:
    """One query for plain rows; stretch after stretch for a search."""
    if not isinstance(rows, Found):
        return [rows]
    if [key.name for key in keys] != ["id"]:
        raise ValueError("a search is paged by its ids")
    if values is not None and not keys[0].descending:
        return rows.upwards(after=values[0])
    return rows.downwards(before=values[0] if values is not None else None)


def _count(rows: QuerySet[Any] | Found[Any], most: int) -> int:
    return rows.count_to(most) if isinstance(rows, Found) else rows.order_by()[:most].count()


@dataclass(frozen=True, slots=True)
class _Key:
    """One column of the order. Nulls come last both ways round on the first walk, first when walking back."""

    name: str
    descending: bool
    nullable: bool
    nulls_last: bool
    field: Any

    @classmethod
    def of(cls, rows: QuerySet[Any], name: str) -> "_Key":
        plain = name.removeprefix("-")
        try:
            field = rows.model._meta.get_field(plain)
        except FieldDoesNotExist:  # an annotation
            field = rows.query.annotations[plain].output_field
        return cls(plain, name.startswith("-"), bool(getattr(field, "null", False)), True, field)

    def turned(self) -> "_Key":
        return _Key(self.name, not self.descending, self.nullable, not self.nulls_last, self.field)

    def ordering(self) -> OrderBy:
        where: dict[str, Any] = {}
        if self.nullable:
            where = {"nulls_last": True} if self.nulls_last else {"nulls_first": True}
        return OrderBy(F(self.name), descending=self.descending, **where)

    def after(self, value: Any) -> Q:
        """Strictly beyond this value."""
        if value is None:
            return Q(pk__in=[]) if self.nulls_last else Q(**{f"{self.name}__isnull": False})
        beyond = Q(**{f"{self.name}__{'lt' if self.descending else 'gt'}": value})
        return beyond | Q(**{f"{self.name}__isnull": True}) if self.nullable and self.nulls_last else beyond

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def bound(self, value: Any) -> Q:
        """A condition that follows from the rest and that an index on the first column can use."""
        if value is None or self.nullable:
            return Q()
        return Q(**{f"{self.name}__{'lte' if self.descending else 'gte'}": value})


def _beyond(keys: Sequence[_Key], values: Sequence[Any]) -> Q:
    """(a, b) beyond (x, y): a beyond x, or a = x and b beyond y."""
    first, rest = keys[0], keys[1:]
    if not rest:
        return first.after(values[0])
    condition = first.after(values[0]) | (first.same(values[0]) & _beyond(rest, values[1:]))
    return first.bound(values[0]) & condition


def _cursor(row: Model, keys: Sequence[_Key], *, backwards: bool) -> str:
    values = [None if (v := getattr(row, k.name)) is None else k.field.get_prep_value(v) for k in keys]
    text = json.dumps([int(backwards), *values], default=str, separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str, keys: Sequence[_Key]) -> tuple[bool, list[Any] | None]:
    """A cursor that was not made here is refused, not guessed at."""
    if not cursor:
        return False, None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        backwards, *values = json.loads(base64.urlsafe_b64decode(padded.encode()))
        if len(values) != len(keys) or backwards not in (0, 1):
            raise ValueError
        read = [None if v is None else key.field.to_python(v) for key, v in zip(keys, values, strict=True)]
    except (ValueError, TypeError, binascii.Error, ValidationError) as error:
        raise Malformed("bad_cursor", "这个翻页地址已经失效。", "请从第一页重新开始。") from error
    return bool(backwards), read
