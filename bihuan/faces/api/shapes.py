"""The API's own shapes. Chinese labels stand beside codes, so that nobody has to keep a table of ours."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints, field_validator

from bihuan.domain.cases.choices import Difficulty, Identity, Level, RequestType, State, Urgency

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=5_000)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]


class Strict(Schema):
    """What is sent to us: an unknown field is a mistake that the sender should hear of."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _no_nul(cls, value: Any) -> Any:
        if isinstance(value, str) and "\x00" in value:
            raise ValueError("含有无法保存的字符。")
        return value


class OutsiderIn(Strict):
    """A person outside: who reports, who is affected, whom to call."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=64)] = ""
    phone: Annotated[str, StringConstraints(strip_whitespace=True, max_length=32)] = ""


class ReporterIn(OutsiderIn):
    identity: Identity = Identity.NAMED


class CaseIn(Strict):
    """A report. Without `title` the first sentence is taken; without `programme` it is a resident's report."""

    title: Short = ""
    content: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000)]
    request_type: RequestType = RequestType.REQUEST
    channel: Code = "API"
    programme: Code | None = None
    reporter: ReporterIn | None = None
    on_behalf_of: OutsiderIn | None = None
    contact_time: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] | None = None
    enterprise_uscc: Annotated[str, StringConstraints(strip_whitespace=True, max_length=18)] | None = None
    region_code: Annotated[str, StringConstraints(strip_whitespace=True, max_length=12)] | None = None
    address: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None = None
    latitude: Annotated[Decimal, Field(ge=-90, le=90, max_digits=9, decimal_places=6)] | None = None
    longitude: Annotated[Decimal, Field(ge=-180, le=180, max_digits=9, decimal_places=6)] | None = None
    occurred_at: datetime | None = None
    external_id: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] | None = None


class Link(Schema):
    rel: str
    href: str
    title: str = ""


class CaseMade(Schema):
    """The receipt: number and secret open the case for its reporter."""

    number: str
    receipt_secret: str
    state: State
    links: list[Link]


class Named(Schema):
    code: str
    name: str


class DutyOut(Schema):
    """Who owes which verb by when."""

    verb: str
    holder: str
    due_at: datetime | None
    provisional: bool
    light: str


class LegOut(Schema):
    id: int
    office: Named
    role: str
    state: str
    state_label: str
    round: int
    parent: int | None
    dispatched_at: datetime
    due_at: datetime
    acknowledged_at: datetime | None
    ended_at: datetime | None


class ReporterOut(Schema):
    role: str
    name: str
    phone: str


class CaseRow(Schema):
    """A case in a list."""

    number: str
    title: str
    state: State
    state_label: str
    request_type: RequestType
    urgency: Urgency
    difficulty: Difficulty
    level: Level
    programme: str
    channel: str
    category: str
    region_code: str | None
    office: Named
    round: int
    registered_at: datetime
    ended_at: datetime | None
    version: int


class CaseOut(CaseRow):
    """A case as the caller may see it: a sealed one is its restatement."""

    content: str
    restated: bool
    identity: Identity
    outcome: str
    address: str
    enterprise_uscc: str | None
    reporters: list[ReporterOut]
    legs: list[LegOut]
    duties: list[DutyOut]
    links: list[Link]


class CasePage(Schema):
    """A cursor page: follow `next` until it is empty. No totals above 1,000."""

    items: list[CaseRow]
    next: str
    previous: str
    total: str


class EntryOut(Schema):
    """One journal entry, with what is needed to verify the chain."""

    seq: int
    event: str
    label: str
    sentence: str
    at: datetime
    actor_kind: str
    hash: str
    prev_hash: str
    algorithm: str
    text: str


class Done(Schema):
    """After a verb: where the thing is now, and which version that is."""

    number: str
    state: State
    version: int
    links: list[Link]


class AttachmentOut(Schema):
    key: str
    name: str
    kind: str
    size: int
    sha256: str
    item: str
    href: str


class Reference(Schema):
    code: str
    label: str


class Health(Schema):
    status: str


class Seal(Schema):
    """A signed root of the journal, to be kept by whoever doubts us."""

    size: int
    root: str
    at: str
    text: str
    signature: str
    public_key: str
