"""The ten aspects of a day: eight are named by the page, the others wait for the city's own document."""

from dataclasses import dataclass
from datetime import date

from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed

UNNAMED = "待命名"


@dataclass(frozen=True, slots=True)
class Aspect:
    """`place`: 1 to 10. `name`: as screens show it, also where nobody named it yet."""

    code: str
    name: str
    place: int
    is_named: bool

    def __str__(self) -> str:
        return self.name


def aspects_on(day: date) -> list[Aspect]:
    """All ten in their order."""
    return [
        Aspect(
            code,
            label if label != UNNAMED else f"第{'一二三四五六七八九十'[place - 1]}个方面（待命名）",
            place,
            label != UNNAMED,
        )
        for place, (code, label) in enumerate(value("liaison.aspects", on=day).items(), start=1)
    ]


def aspect_of(code: str, *, on: date) -> Aspect:
    """The aspect of a code; refused where the city has none such."""
    for aspect in aspects_on(on):
        if aspect.code == code:
            return aspect
    raise Malformed("no_such_aspect", "没有这个方面。", fields={"aspect": "请从十个方面中选择。"})


def aspect_name(code: str, *, on: date) -> str:
    """For screens: the name, or the code of one that is no more."""
    return next((aspect.name for aspect in aspects_on(on) if aspect.code == code), code)
