"""The API's own shapes: what it answers. Chinese labels stand beside codes, so that nobody has to keep a table of ours."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from bihuan.domain.cases.choices import Difficulty, Identity, Level, RequestType, State, Urgency


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


class CursorPage(Schema):
    """A page of `items`: follow `next` until it is empty. No totals above 1,000."""

    next: str
    previous: str
    total: str


class CasePage(CursorPage):
    items: list[CaseRow]


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


class ThingDone(Schema):
    """After a verb: where the thing is now, and which version that is."""

    number: str
    state: str
    version: int
    links: list[Link]


class Paging(Schema):
    """Which page of a list, and how long."""

    cursor: str = Field("", max_length=300)
    limit: int = Field(50, ge=1, le=100)


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
