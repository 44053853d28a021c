"""The left side of the workbench. Each face registers its places in `ready`; counts are asked for together, once per page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse

from bihuan.kernel.access import Actor

Counts = Callable[[Actor, datetime], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place. `roles`: who is shown it (empty: everybody). `counter`: a code in the counts; `urgent` ones are red."""

    label: str
    url_name: str
    icon: str
    group: str = ""
    roles: frozenset[str] = frozenset()
    counter: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place as one page shows it."""

    label: str
    url: str
    icon: str
    current: bool
    count: int
    urgent: bool


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    items: list[Place]


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


_ITEMS: list[NavItem] = []
_COUNTS: list[Counts] = []
_FOOTER: list[tuple[str, str]] = []
_SEARCH: list[str] = []


def register_nav(*items: NavItem) -> None:
    """In the order in which they are to stand. The same item again changes nothing."""
    _ITEMS.extend(item for item in items if item not in _ITEMS)


def register_counts(counts: Counts) -> None:
    """`counts(actor, at)` answers for several counters with few queries."""
    if counts not in _COUNTS:
        _COUNTS.append(counts)


def register_footer(label: str, url_name: str) -> None:
    """A link at the foot of the portal."""
    if (label, url_name) not in _FOOTER:
        _FOOTER.append((label, url_name))


def register_search(url_name: str) -> None:
    """Where the search box of the workbench leads."""
    _SEARCH[:] = [url_name]


def search_url() -> str:
    return _url(_SEARCH[0]) if _SEARCH else ""


def footer_links() -> list[Link]:
    return [Link(label, url) for label, name in _FOOTER if (url := _url(name))]


def groups_for(actor: Actor, at: datetime, path: str) -> list[Group]:
    """The places of this actor, with counts, and the one that is open now."""
    shown = [(item, url) for item in _ITEMS if _is_for(item, actor) and (url := _url(item.url_name))]
    numbers = {code: n for counts in _COUNTS for code, n in counts(actor, at).items()} if shown else {}
    here = max((url for _, url in shown if path.startswith(url)), key=len, default="")
    groups: dict[str, list[Place]] = {}
    for item, url in shown:
        place = Place(item.label, url, item.icon, url == here, numbers.get(item.counter, 0), item.urgent)
        groups.setdefault(item.group, []).append(place)
    return [Group(label, items) for label, items in groups.items()]


def _is_for(item: NavItem, actor: Actor) -> bool:
    return not item.roles or actor.has(*item.roles)


def _url(name: str) -> str:
    """Empty where this machine does not serve that face."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
