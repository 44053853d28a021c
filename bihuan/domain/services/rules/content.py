"""What one version of an item says, as values: forms, imports, checks and comparisons all speak of this and of no row."""

from dataclasses import dataclass

from bihuan.domain.services.choices import (
    ONLINE,
    Audience,
    DayUnit,
    ItemKind,
    MaterialForm,
    MaterialSource,
    Necessity,
    OnlineDepth,
    ProjectType,
    UseLevel,
)


@dataclass(frozen=True, slots=True)
class StepContent:
    """A stage of the handling (办理环节). `days`: its limit, in working days; `by`: the post that does it."""

    name: str
    days: int = 0
    by: str = ""


@dataclass(frozen=True, slots=True)
class MaterialContent:
    """A paper that is needed. `held_by` names the data-sharing source that already holds it: then it is fetched, never asked.
    `question`, `answer`: only those who answer so need it."""

    name: str
    form: str = MaterialForm.ORIGINAL
    necessity: str = Necessity.REQUIRED
    source: str = MaterialSource.APPLICANT
    copies: int = 1
    held_by: str = ""
    question: str = ""
    answer: bool = True
    remark: str = ""

    @property
    def is_fetched(self) -> bool:
        return bool(self.held_by)


@dataclass(frozen=True, slots=True)
class QuestionContent:
    """A yes-or-no question that decides what somebody must bring."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class WindowContent:
    """Where it is done: the code of an office that is a window, and when it is open."""

    code: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class ItemContent:
    """The fields of the national implementation list, with its tables."""

    name: str
    kind: str = ItemKind.PUBLIC_SERVICE
    use_level: str = UseLevel.CITY
    audience: str = Audience.PERSON
    project_type: str = ProjectType.PROMISED
    legal_days: int | None = None  # None: no law sets a limit
    legal_unit: str = DayUnit.WORKING
    promised_days: int = 0
    promised_unit: str = DayUnit.WORKING
    window_approval: bool = True
    onsite_visits: int = 0
    visits_reason: str = ""
    online_depth: str = OnlineDepth.NONE
    charges: bool = False
    fee: str = ""
    fee_basis: str = ""
    online_payment: bool = False
    conditions: str = ""
    basis: str = ""
    result: str = ""
    inquiry_line: str = ""
    complaint_line: str = ""
    high_frequency: bool = False
    steps: tuple[StepContent, ...] = ()
    materials: tuple[MaterialContent, ...] = ()
    questions: tuple[QuestionContent, ...] = ()
    windows: tuple[WindowContent, ...] = ()

    @property
    def is_online(self) -> bool:
        return self.online_depth in ONLINE

    @property
    def is_instant(self) -> bool:
        return self.project_type == ProjectType.INSTANT

    @property
    def is_zero_visit(self) -> bool:
        return self.onsite_visits == 0

    @property
    def asked(self) -> tuple[MaterialContent, ...]:
        """What applicants bring themselves; what the government holds is fetched."""
        return tuple(material for material in self.materials if not material.is_fetched)
