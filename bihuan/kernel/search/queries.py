"""Questions to the index."""

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


def _tsquery(terms: list[tuple[str, bool]]) -> Any:
    # Terms are letters and digits only, so that quoting them is all the escaping there is.
    return _TsqueryMatches(
        F("terms"), Value(" & ".join(f"'{term}'{':*' if begin else ''}" for term, begin in terms))
    )


def _fts5(terms: list[tuple[str, bool]]) -> Any:
    return _Fts5Matches(
        F("pk"), Value(" AND ".join(f'"{term}"{"*" if begin else ""}' for term, begin in terms))
    )


HAS_TERMS = PerDatabase(postgresql=_tsquery, sqlite=_fts5)


def matching(queryset: QuerySet[M], kind: str, words: str) -> QuerySet[M]:
    """Those rows of a queryset whose subject of this kind holds all the words. Blank: all rows; only punctuation: none.

    Joined on the id and not ordered by it, so that the caller's order, gate and keyset page stay as they are. Any text is a
    question; there is no syntax to get wrong.
    """
    if not words.strip():
        return queryset
    terms = wanted(words)
    if not terms:
        return queryset.none()
    has_terms = HAS_TERMS.of(connections[queryset.db].vendor)
    found = Indexed.objects.filter(has_terms(terms), subject_kind=kind)
    return queryset.filter(pk__in=found.values("subject_id"))
