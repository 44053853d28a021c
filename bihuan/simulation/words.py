"""Names and matters of the made-up city."""

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).with_name("data") / "matters.yaml"


@cache
def words() -> dict[str, Any]:
    """The word lists, read once."""
    read: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return read


@dataclass(frozen=True, slots=True)
class Matter:
    """What somebody reports, and what an honest handler answers."""

    theme: str
    category: str
    title: str
    content: str
    reply: str
    firm: bool
    conduct: bool
    general: str = ""  # the same, told without a place or a firm


def matter(rng: random.Random, *, firm: bool, firm_name: str = "") -> Matter:
    """Something to report; about a firm's need or not."""
    one = rng.choice([m for m in words()["matters"] if m["firm"] == firm])
    fill = {"place": rng.choice(words()["places"]), "firm": firm_name or "我厂"}
    return Matter(
        theme=one["theme"],
        category=one["category"],
        title=one["title"].format(**fill),
        content=one["content"].format(**fill),
        reply=one["reply"],
        firm=firm,
        conduct=bool(one.get("conduct")),
        general=one["content"].format(place="某地", firm="某企业"),
    )


def person_name(rng: random.Random) -> str:
    return f"{rng.choice(words()['surnames'])}{rng.choice(words()['given'])}"


def phone(rng: random.Random) -> str:
    """A number of a series that was never given out (170-0000)."""
    return f"1700000{rng.randrange(10_000):04d}"


def firm_name(rng: random.Random, taken: set[str]) -> str:
    """A made-up firm, each name once."""
    while True:
        area = rng.choice(["", "沙洲", "江陵", "松滋", "洪湖", "石首", "监利", "公安"])
        name = f"{area}{rng.choice(words()['firm_heads'])}{rng.choice(words()['firm_heads'])[:1]}{rng.choice(words()['firm_tails'])}有限公司"
        if name not in taken:
            taken.add(name)
            return name


_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def made_up_uscc(rng: random.Random, region: str) -> str:
    """A well-formed credit code (GB 32100) of nobody's: both check characters hold."""
    organisation = "".join(rng.choice("0123456789") for _ in range(8))
    rest = (11 - sum(w * int(d) for w, d in zip(_ORG_WEIGHTS, organisation, strict=True)) % 11) % 11
    body = f"91{region}{organisation}{'X' if rest == 10 else rest}"
    total = sum(w * _USCC_LETTERS.index(c) for w, c in zip(_USCC_WEIGHTS, body, strict=True))
    return body + _USCC_LETTERS[(31 - total % 31) % 31]
