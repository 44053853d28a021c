"""Against robots and guessing, before any CAPTCHA: counted attempts, a field that people do not see, a form that nobody fills in two seconds."""

from datetime import datetime

from django.core import signing

from bihuan.faces.shared.rates import digest_of, limit_rate
from bihuan.faces.shared.requests import Request, address_of
from bihuan.kernel.calendar import day_of
from bihuan.kernel.identifiers import phone_digest
from bihuan.kernel.parameters.values import value

HOUR, QUARTER, DAY = 3600, 15 * 60, 24 * 3600
LEAST_SECONDS = 3
SALT = "portal.started"


def started_now(at: datetime) -> str:
    """When the form was shown, signed. A page that is kept on a phone carries an old one: that is no fault."""
    return signing.dumps(int(at.timestamp()), salt=SALT)


def is_too_quick(started: str, at: datetime) -> bool:
    """Sent sooner than a person can write, or without ever having seen the form."""
    try:
        shown = int(signing.loads(started, salt=SALT))
    except signing.BadSignature:
        return True
    return at.timestamp() - shown < LEAST_SECONDS


def limit_reports(request: Request) -> None:
    """Per address; many people share one, so it is wide."""
    most = value("portal.reports_per_address", on=day_of(request.at))
    limit_rate(
        f"portal.report:{address_of(request)}",
        most,
        HOUR,
        at=request.at,
        sentence="这个网络一小时内反映得太多了。",
    )


def limit_phone(phone: str, *, at: datetime) -> None:
    """Per telephone number."""
    most = value("portal.reports_per_phone", on=day_of(at))
    limit_rate(f"portal.phone:{phone_digest(phone)}", most, DAY, at=at, sentence="这个电话今天反映得太多了。")


def limit_tries(request: Request, number: str) -> None:
    """Nobody guesses a secret: few tries per number, more per address."""
    on = day_of(request.at)
    sentence = "查询码试得太多了。"
    limit_rate(
        f"portal.try:{address_of(request)}",
        value("portal.tries_per_address", on=on),
        QUARTER,
        at=request.at,
        sentence=sentence,
    )
    limit_rate(
        f"portal.try.number:{number}",
        value("portal.tries_per_number", on=on),
        QUARTER,
        at=request.at,
        sentence=sentence,
    )


def limit_codes(request: Request, code: str, phone: str) -> None:
    """SMS cost money and annoy: few per firm and telephone, more per address, whether or not anything was sent."""
    on = day_of(request.at)
    who = digest_of(f"{code}/{phone}")
    sentence = "验证码要得太多了。"
    limit_rate(
        f"firm.code.address:{address_of(request)}",
        value("portal.codes_per_address", on=on),
        QUARTER,
        at=request.at,
        sentence=sentence,
    )
    limit_rate(
        f"firm.code:{who}", value("portal.codes_per_contact", on=on), HOUR, at=request.at, sentence=sentence
    )


def limit_sign_ins(request: Request, code: str, phone: str) -> None:
    """Tries of a code, counted alike for those who are contacts and those who are not."""
    on = day_of(request.at)
    who = digest_of(f"{code}/{phone}")
    sentence = "验证码试得太多了。"
    limit_rate(
        f"firm.try.address:{address_of(request)}",
        value("portal.tries_per_address", on=on),
        QUARTER,
        at=request.at,
        sentence=sentence,
    )
    limit_rate(
        f"firm.try:{who}",
        value("portal.code_tries_per_contact", on=on),
        QUARTER,
        at=request.at,
        sentence=sentence,
    )
