"""Questions to the index."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connections
from django.db.models import BooleanField, F, Func, Model, QuerySet, Value

from bihuan.kernel.perdatabase import PerDatabase
from bihuan.kernel.search.models import Indexed
from bihuan.kernel.search.terms import wanted

M = TypeVar("M", bound=Model)


class _TsqueryMatches(Func):
    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = BooleanField()


class _Fts5Matches(Func):
    template = "(%(expressions)s))"
    arg_joiner = " IN (SELECT rowid FROM search_terms WHERE search_terms MATCH "
    output_field = BooleanField()


Terms = Sequence[tuple[str, bool]]


def _tsquery(terms: Terms, windows: Sequence[str] = ()) -> Any:
    # Terms are letters and digits only, so that quoting them is all the escaping there is.
    asked = [f"'{term}'{':*' if begins else ''}" for term, begins in terms]
    quoted = [f"'{window}'" for window in windows]
    asked += [f"({' | '.join(quoted)})"] if quoted else []
    return _TsqueryMatches(F("terms"), Value(" & ".join(asked)))


def _fts5(terms: Terms, windows: Sequence[str] = ()) -> Any:
    asked = [f'"{term}"{"*" if begins else ""}' for term, begins in terms]
    quoted = [f'"{window}"' for window in windows]
    asked += [f"({' OR '.join(quoted)})"] if quoted else []
    return _Fts5Matches(F("pk"), Value(" AND ".join(asked)))


def _tsquery_any(terms: list[tuple[str, bool]]) -> Any:
    return _TsqueryMatches(F("terms"), Value(" | ".join(f"'{term}'" for term, _ in terms)))


def _fts5_any(terms: list[tuple[str, bool]]) -> Any:
    return _Fts5Matches(F("pk"), Value(" OR ".join(f'"{term}"' for term, _ in terms)))


HAS_ANY_TERM = PerDatabase(postgresql=_tsquery_any, sqlite=_fts5_any)
HAS_TERMS = PerDatabase(postgresql=_tsquery, sqlite=_fts5)


def matching(queryset: QuerySet[M], kind: str, words: str) -> QuerySet[M]:
    """Those rows of a queryset whose subject of this kind holds all the words. Blank: all rows; only punctuation: none.

    Joined on the id and not ordered by it, so that the caller's order, gate and keyset page stay as they are. Any text is a
    question; there is no syntax to get wrong. For a page, ask `found.Found`: it costs the same at any size.
    """
    if not words.strip():
        return queryset
    terms = wanted(words)
    return queryset.filter(pk__in=subjects(kind, terms).values("subject_id")) if terms else queryset.none()


def subjects(kind: str, terms: Terms, windows: Sequence[str] = ()) -> QuerySet[Indexed]:
    """What of a kind is found by all these terms, inside one of these stretches of ids if any are named."""
    has_terms = HAS_TERMS.of(connections[Indexed.objects.db].vendor)
    return Indexed.objects.filter(has_terms(terms, windows), subject_kind=kind)


def sharing(kind: str, words: str, *, most: int = 300) -> list[int]:
    """The ids of the newest subjects of a kind that hold at least one of the words: where to look for likeness."""
    terms = [term for term in wanted(words) if len(term[0]) > 1]
    if not terms:
        return []
    has_any = HAS_ANY_TERM.of(connections[Indexed.objects.db].vendor)
    found = Indexed.objects.filter(has_any(terms), subject_kind=kind).order_by("-subject_id")
    return list(found.values_list("subject_id", flat=True)[:most])
