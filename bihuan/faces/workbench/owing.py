"""What is owed, in words, and the page that ends it, whatever it is owed on. Cases have their own words; other nouns register their table."""

from collections.abc import Callable, Mapping

from django.urls import reverse

from bihuan.domain.cases.owed import owed
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.verbs import VerbTable

CASE = CASE_VERBS.noun
_TABLES: dict[str, tuple[VerbTable, str]] = {}
_WORDS: dict[tuple[str, str], str] = {}


def register_owed(
    kind: str, table: VerbTable, url_name: str, *, words: Mapping[str, str] | None = None
) -> None:
    """Duties on this kind are named like the verbs of its table; `url_name` is its verb page. `words`: what is owed without being a verb."""
    _TABLES[kind] = (table, url_name)
    _WORDS.update({(kind, verb): label for verb, label in (words or {}).items()})


def key_of(kind: str, verb: str) -> str:
    """How a URL and a counter name what is owed: `complete` on a case, `order.verify` on an order."""
    return verb if kind == CASE else f"{kind}.{verb}"


def parts_of(key: str) -> tuple[str, str]:
    """The kind and the verb of a key."""
    kind, _, verb = key.rpartition(".")
    return kind or CASE, verb


def label_of(kind: str, verb: str) -> str:
    """How people call it."""
    if kind not in _TABLES:
        return owed(verb).label
    return _WORDS.get((kind, verb)) or _of(kind, lambda table: table.get(verb).label) or "办理"


def act_url(kind: str, verb: str, number: str) -> str:
    """The page of the verb that ends it; empty where the thing's own page shows what is open."""
    if kind == CASE:
        code = owed(verb).verb
        return reverse("workbench:case-verb", args=[number, code.replace("_", "-")]) if code else ""
    slug = _of(kind, lambda table: table.get(verb).slug) if kind in _TABLES else ""
    return reverse(_TABLES[kind][1], args=[number, slug]) if slug else ""


def _of(kind: str, ask: Callable[[VerbTable], str]) -> str:
    try:
        return ask(_TABLES[kind][0])
    except NotVisible:
        return ""
