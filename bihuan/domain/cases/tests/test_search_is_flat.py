"""A page of a search costs the same among five times as many cases: what the database reads is compared, not the time."""

from collections.abc import Callable, Iterator

from django.db import connection

from bihuan.domain.cases.models import Case, CaseParty
from bihuan.domain.cases.queries.search import CaseSearch, search_cases
from bihuan.faces.shared.paging import FOUND_TO, keyset_page
from bihuan.kernel.access import Actor
from bihuan.kernel.bulk import insert_ready, insert_rows, preparation
from bihuan.kernel.perdatabase import PerDatabase
from bihuan.kernel.search.actions import index_new
from bihuan.testing.cases import Loop
from bihuan.testing.effort import effort_of

FEW, MANY = 8_000, 40_000
# The newest 8,192 to 16,384 ids are asked first: a page may read twice as much as among few, never five times.
FLAT = 2.5
WORDS = {
    "every hundredth": "鱖魚",
    "every fourth": "拖车",
    "both": "鱖魚 拖车",
    "every five-hundredth": "恒达机械",
}
PLAIN = {"the beginning of a number": "2026", "everything": ""}
# SQLite reads the ids that an actor may see before it looks up a whole number among them: that is flat on PostgreSQL only.
QUESTIONS = PerDatabase(postgresql=WORDS | PLAIN | {"a number": "2026001234"}, sqlite=WORDS | PLAIN)


def words_of(n: int) -> list[str]:
    words = {"路灯", "不亮", f"江津路{n % 900}号"}
    for every, held in ((100, ["鱖魚"]), (4, ["拖车"]), (500, ["恒达", "达机", "机械"])):
        words.update(held if n % every == 0 else [])
    return sorted(words)


def copies(case: Case, ids: range) -> Iterator[list[object]]:
    """Rows like this one, each with its id and number, and without what may be there only once."""
    fields = Case._meta.concrete_fields
    values = [getattr(case, field.attname) for field in fields]
    ready = [preparation(field) for field in fields]
    row = [
        make(value) if make and value is not None else value
        for make, value in zip(ready, values, strict=True)
    ]
    pk, number = (
        next(n for n, field in enumerate(fields) if field.name == name) for name in ("id", "number")
    )
    for id in ids:
        row[pk], row[number] = id, f"2026{id:06d}"
        yield list(row)


def grow(case: Case, ids: range) -> None:
    holders = CaseParty.objects.filter(case=case).values_list("holder", "role")
    parties = list(holders)
    insert_ready(Case, copies(case, ids))
    insert_rows(CaseParty, ("case", "holder", "role"), ((id, *party) for id in ids for party in parties))
    index_new((Case(pk=id).subject, words_of(id)) for id in ids)
    SETTLE.here()


def _settle() -> None:
    """As autovacuum leaves it: statistics taken, what was written lately merged into the index."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(
            "SELECT gin_clean_pending_list(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indexrelid "
            "JOIN pg_am a ON a.oid = c.relam WHERE a.amname = 'gin' AND indrelid = 'search_indexed'::regclass"
        )


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


SETTLE: PerDatabase[Callable[[], None]] = PerDatabase(postgresql=_settle, sqlite=_analyze)


def test_a_page_reads_as_much_for_each_row_among_many_as_among_few(city):
    loop = Loop(city)
    case = loop.register()
    zhao_min = loop.actor("zhao_min")
    grow(case, range(1_000, FEW))
    few = efforts(zhao_min)
    grow(case, range(FEW, MANY))
    many = efforts(zhao_min)
    assert many.keys() == few.keys() and all(few.values())
    assert {name: (few[name], read) for name, read in many.items() if read > FLAT * few[name]} == {}


def efforts(actor: Actor) -> dict[str, float]:
    return {name: effort_per_row(actor, words) for name, words in QUESTIONS.here.items()}


def effort_per_row(actor: Actor, words: str) -> float:
    rows: list[int] = []

    def ask() -> None:
        found = search_cases(actor, CaseSearch(words=words))
        page = keyset_page(found, order=("-id",), counted=False)
        found.count_to(FOUND_TO + 1)  # a page that is read to its end is not counted: here it always is
        rows.append(len(page))

    return effort_of(ask) / max(rows[0], 1)
