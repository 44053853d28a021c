"""统计上大中小微型企业: which branch an industry belongs to, and which class its figures give."""

from collections.abc import Mapping
from enum import StrEnum

from bihuan.domain.enterprises.choices import SizeClass

STEPS = (SizeClass.LARGE, SizeClass.MEDIUM, SizeClass.SMALL)


class Branch(StrEnum):
    """The rows of the rule's table."""

    AGRICULTURE = "AGRICULTURE"
    INDUSTRY = "INDUSTRY"
    CONSTRUCTION = "CONSTRUCTION"
    WHOLESALE = "WHOLESALE"
    RETAIL = "RETAIL"
    TRANSPORT = "TRANSPORT"
    STORAGE = "STORAGE"
    POST = "POST"
    LODGING = "LODGING"
    CATERING = "CATERING"
    INFORMATION = "INFORMATION"
    SOFTWARE = "SOFTWARE"
    REAL_ESTATE = "REAL_ESTATE"
    PROPERTY = "PROPERTY"
    LEASING_BUSINESS = "LEASING_BUSINESS"
    OTHER = "OTHER"


# The longest beginning of a GB/T 4754 code wins; None: the rule does not cover it (railways, finance, schools, hospitals, government).
BRANCHES: dict[str, Branch | None] = {
    "A": Branch.AGRICULTURE,
    "B": Branch.INDUSTRY,
    "C": Branch.INDUSTRY,
    "D": Branch.INDUSTRY,
    "E": Branch.CONSTRUCTION,
    "F51": Branch.WHOLESALE,
    "F52": Branch.RETAIL,
    "G53": None,
    "G54": Branch.TRANSPORT,
    "G55": Branch.TRANSPORT,
    "G56": Branch.TRANSPORT,
    "G57": Branch.TRANSPORT,
    "G58": Branch.TRANSPORT,
    "G591": Branch.TRANSPORT,  # 装卸搬运
    "G592": Branch.STORAGE,
    "G593": Branch.STORAGE,
    "G594": Branch.STORAGE,
    "G595": Branch.STORAGE,
    "G596": Branch.STORAGE,
    "G599": Branch.STORAGE,
    "G60": Branch.POST,
    "H61": Branch.LODGING,
    "H62": Branch.CATERING,
    "I63": Branch.INFORMATION,
    "I64": Branch.INFORMATION,
    "I65": Branch.SOFTWARE,
    "K701": Branch.REAL_ESTATE,
    "K702": Branch.PROPERTY,
    "K703": Branch.OTHER,  # 房地产中介服务
    "K704": None,  # 自有房地产经营活动
    "K709": Branch.OTHER,
    "L": Branch.LEASING_BUSINESS,
    "M": Branch.OTHER,
    "N": Branch.OTHER,
    "O": Branch.OTHER,
    "Q85": Branch.OTHER,  # 社会工作
    "R": Branch.OTHER,
}


def branch_of(industry: str) -> Branch | None:
    """The row of the table for an industry code such as `C34` or `K7010`; None where the rule does not say, or not without more digits."""
    for length in range(len(industry), 0, -1):
        if industry[:length] in BRANCHES:
            return BRANCHES[industry[:length]]
    return None


def size_class_of(
    figures: Mapping[str, int | None], floors: Mapping[str, Mapping[str, int]]
) -> SizeClass | None:
    """大型、中型、小型企业须同时满足所列指标的下限,否则下划一档;微型企业只须满足所列指标中的一项。

    figures: measure → value, in the unit of its floor; None is unknown.   floors: measure → class → lower bound.
    None where an unknown figure could still change the class: never guessed.
    """
    possible = {_class_by(figures.get(measure), floor) for measure, floor in floors.items()}
    if SizeClass.MICRO in possible:
        return SizeClass.MICRO
    if None in possible or not possible:
        return None
    return max((step for step in possible if step is not None), key=STEPS.index)


def _class_by(figure: int | None, floor: Mapping[str, int]) -> SizeClass | None:
    """The class that one measure alone would give."""
    if figure is None:
        return None
    return next((step for step in STEPS if figure >= floor[step]), SizeClass.MICRO)
