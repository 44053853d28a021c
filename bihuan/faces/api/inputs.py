"""What is sent to us. Codes are taken in capitals or small letters, moments without a zone are the city's time."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, TypeVar

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints, field_validator

from bihuan.domain.cases.choices import Identity, RequestType
from bihuan.kernel.calendar import CITY_TIME

FIRST_YEAR, LAST_YEAR = 1990, 2099


def _capitals(value: Any) -> Any:
    return value.strip().upper() if isinstance(value, str) and not isinstance(value, Enum) else value


T = TypeVar("T")
_CAPITALS = BeforeValidator(_capitals)
_SAID = Field(description="大小写均可")
# A code of a list, in capitals or small letters.
AnyCase = Annotated[T, _CAPITALS, _SAID]


def any_case(codes: type) -> Any:
    """`AnyCase` of a list that is known only when the program runs."""
    return Annotated[codes, _CAPITALS, _SAID]


def _day_in_range(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。")
    return day


def _moment_in_range(moment: datetime) -> datetime:
    _day_in_range(moment)
    return moment if moment.tzinfo else moment.replace(tzinfo=CITY_TIME)


def _named(value: Any) -> Any:
    """Whoever is only known by name may be sent as that name."""
    return {"name": value} if isinstance(value, str) else value


Day = Annotated[date, AfterValidator(_day_in_range)]
Moment = Annotated[datetime, AfterValidator(_moment_in_range)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, max_length=40)]


class Strict(Schema):
    """What is sent to us: an unknown field is a mistake that the sender should hear of."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _no_nul(cls, value: Any) -> Any:
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and "\x00" in text for text in texts):
            raise ValueError("含有无法保存的字符。")
        return value


class OutsiderIn(Strict):
    """A person outside: who reports, who is affected, whom to call."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=64)] = ""
    phone: Annotated[str, StringConstraints(strip_whitespace=True, max_length=32)] = ""


class ReporterIn(OutsiderIn):
    identity: AnyCase[Identity] = Identity.NAMED


Affected = Annotated[
    OutsiderIn | None,
    BeforeValidator(_named, json_schema_input_type=OutsiderIn | str | None),
    Field(description="为谁反映：姓名，或姓名与电话"),
]


class CaseIn(Strict):
    """A report. Without `title` the first sentence is taken; without `programme` it is a resident's report."""

    title: Short = ""
    content: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000)]
    request_type: AnyCase[RequestType] = RequestType.REQUEST
    channel: Code = "API"
    programme: Code | None = None
    reporter: ReporterIn | None = None
    on_behalf_of: Affected = None
    contact_time: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] | None = None
    enterprise_uscc: Annotated[str, StringConstraints(strip_whitespace=True, max_length=18)] | None = None
    region_code: Annotated[str, StringConstraints(strip_whitespace=True, max_length=12)] | None = None
    address: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None = None
    latitude: Annotated[Decimal, Field(ge=-90, le=90, max_digits=9, decimal_places=6)] | None = None
    longitude: Annotated[Decimal, Field(ge=-180, le=180, max_digits=9, decimal_places=6)] | None = None
    occurred_at: Moment | None = None
    external_id: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] | None = None
