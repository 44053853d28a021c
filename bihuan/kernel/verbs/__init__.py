"""A verb is a row. A mechanism's `verbs.py` lists, in loop order, `Verb(code, label, action, may)`; code = event = URL = permission =
test file. Three loops read the table: the API endpoint, the plain form page, the matrix test. No hooks, no per-verb options:
a verb that needs more gets an ordinary view.

An action's inputs are its annotated keywords, from the closed vocabulary below; `case, by, at, seen` (the noun itself, who, when,
which version was seen) come from the face and are not inputs.
"""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotVisible, Refusal


class InputKind(StrEnum):
    """The closed vocabulary. A face knows how to ask for each of these and for nothing else."""

    LINE = "line"  # str, one line
    NOTE = "note"  # str, a text that can be erased; ends in kernel.notes
    FLAG = "flag"  # bool
    VERDICT = "verdict"  # bool that must be said either way: nobody refuses by leaving a box empty
    COUNT = "count"  # int
    DAY = "day"  # date
    MOMENT = "moment"  # datetime, aware
    CHOICE = "choice"  # a TextChoices class
    PICK = "pick"  # one row of a vocabulary, e.g. an office; `source` names its picker
    PICKS = "picks"  # several rows
    FILES = "files"  # attachments, uploaded before and picked by id
    LIMIT = "limit"  # a time limit, "3 wd"


@dataclass(frozen=True, slots=True)
class Input:
    """How a keyword of an action is asked for."""

    kind: InputKind
    label: str
    help: str = ""
    source: str = ""
    legend: str = ""
    no: str = ""


def line(label: str, help: str = "") -> Input:
    return Input(InputKind.LINE, label, help)


def note(label: str, help: str = "") -> Input:
    return Input(InputKind.NOTE, label, help)


def flag(label: str, help: str = "") -> Input:
    return Input(InputKind.FLAG, label, help)


def verdict(label: str, no: str = "", *, legend: str = "决定", help: str = "") -> Input:
    """`verdict("同意延期")` is answered with 同意延期 or 不同意延期; `no` says the second in other words, `legend` what is asked."""
    return Input(InputKind.VERDICT, label, help, legend=legend, no=no or f"不{label}")


def count(label: str, help: str = "") -> Input:
    return Input(InputKind.COUNT, label, help)


def day(label: str, help: str = "") -> Input:
    return Input(InputKind.DAY, label, help)


def moment(label: str, help: str = "") -> Input:
    return Input(InputKind.MOMENT, label, help)


def choice(label: str, help: str = "") -> Input:
    return Input(InputKind.CHOICE, label, help)


def pick(label: str, source: str, help: str = "") -> Input:
    return Input(InputKind.PICK, label, help, source)


def picks(label: str, source: str, help: str = "") -> Input:
    return Input(InputKind.PICKS, label, help, source)


def files(label: str, help: str = "") -> Input:
    return Input(InputKind.FILES, label, help)


def limit(label: str, help: str = "") -> Input:
    return Input(InputKind.LIMIT, label, help)


@dataclass(frozen=True, slots=True)
class Asked:
    """One input of a verb, as a face needs it."""

    name: str
    input: Input
    type: Any
    required: bool
    default: Any


FROM_THE_FACE = frozenset({"by", "at", "seen"})


@cache
def inputs_of(action: Callable[..., Any]) -> tuple[Asked, ...]:
    """The annotated keywords of an action, in order; a keyword without an `Input` is the noun itself or comes from the face."""
    hints = get_type_hints(action, include_extras=True)
    asked = []
    for name, parameter in inspect.signature(action).parameters.items():
        hint = hints.get(name)
        if name in FROM_THE_FACE or get_origin(hint) is not Annotated:
            continue
        type_, *marks = get_args(hint)
        mark = next((m for m in marks if isinstance(m, Input)), None)
        if mark is None:
            continue
        required = parameter.default is inspect.Parameter.empty
        asked.append(Asked(name, mark, type_, required, None if required else parameter.default))
    return tuple(asked)


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that a person can do with a noun. `may(facts, actor)` is pure and includes 'hands must differ'."""

    code: str
    label: str
    action: Callable[..., Any]
    may: Callable[[Any, Actor], Refusal | None]

    @property
    def inputs(self) -> tuple[Asked, ...]:
        return inputs_of(self.action)

    @property
    def slug(self) -> str:
        """`strike_off` in URLs: `strike-off`."""
        return self.code.replace("_", "-")

    @property
    def sentence(self) -> str:
        """The first line of the action's docstring: what will happen."""
        return (inspect.getdoc(self.action) or "").split("\n", 1)[0]


@dataclass(frozen=True, slots=True)
class VerbTable:
    """The verbs of one noun, in loop order. `noun` is the keyword by which actions take their subject."""

    noun: str
    verbs: tuple[Verb, ...]

    def __iter__(self) -> Iterator[Verb]:
        return iter(self.verbs)

    def get(self, code_or_slug: str) -> Verb:
        """The verb of this code or slug."""
        code = code_or_slug.replace("-", "_")
        for verb in self.verbs:
            if verb.code == code:
                return verb
        raise NotVisible("no_such_verb", "没有这个操作。", "")

    def answers(self, facts: Any, actor: Actor) -> list[tuple[Verb, Refusal | None]]:
        """Every verb with why it is refused now, or None: the button list."""
        return [(verb, verb.may(facts, actor)) for verb in self.verbs]


@dataclass(frozen=True, slots=True)
class Picker:
    """A vocabulary that PICK inputs choose from: `find(actor, words)` offers rows, `get(actor, key)` resolves a public key or raises
    `NotVisible`, `key(row)` and `label(row)` show it."""

    source: str
    find: Callable[[Actor, str], list[Any]]
    get: Callable[[Actor, str], Any]
    key: Callable[[Any], str]
    label: Callable[[Any], str]


PICKERS: dict[str, Picker] = {}


def register_picker(picker: Picker) -> None:
    """Called once per vocabulary from the owning app's `ready`."""
    PICKERS[picker.source] = picker
