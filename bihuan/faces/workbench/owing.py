"""What is owed, in words, and the page that ends it, whatever it is owed on. Cases have their own words; other nouns register their table."""

from collections.abc import Callable, Mapping

from django.urls import reverse

from bihuan.domain.cases.owed import owed
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.verbs import VerbTable

CASE = CASE_VERBS.noun
_TABLES: dict[str, tuple[VerbTable, str]] = {}
# In a list of everything that somebody owes the verb of a noun may be the verb of another: there it says of what. And what is no verb.
_WORDS: dict[tuple[str, str], str] = {
    ("parameter", "decide_approval"): "审批参数",
    ("figure", "decide_approval"): "签发数字",
    ("circular", "decide"): "签发通报",
    ("upward", "decide"): "签发反映",
    ("long_term", "decide"): "审批挂账",
    ("pairing_plan", "decide"): "审批结对方案",
    ("roster", "decide"): "审批排班",
    ("steward_request", "decide"): "决定换店小二",
    ("matter", "accept"): "受理一件事",
    ("matter", "finish"): "办结一件事",
}


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
    """How people call it: no two of them the same, since they stand beside each other as tabs."""
    if (kind, verb) in _WORDS:
        return _WORDS[kind, verb]
    if kind not in _TABLES:
        return owed(verb).label
    return _of(kind, lambda table: table.get(verb).label) or "办理"


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
