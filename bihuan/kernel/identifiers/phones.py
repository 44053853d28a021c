"""Telephone numbers: one stored form, so that the same caller is found again however the number was typed."""

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass

import phonenumbers
from django.conf import settings

from bihuan.kernel.refusals import Malformed

_SHORT = re.compile(r"1[012]\d{3,4}|9[56]\d{3,4}")  # 12345, 12315, 95588: service lines, not persons
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|#|x)\s*(\d{1,6})\D*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phone:
    """national: what one dials here, `13812345678` or `0716-8123456`.   e164: `+8613812345678`.   extension: digits or empty."""

    e164: str
    national: str
    mobile: bool
    extension: str = ""

    def __str__(self) -> str:
        return f"{self.national}转{self.extension}" if self.extension else self.national


def phone(text: str, *, area_code: str = "", field: str = "phone") -> Phone:
    """A Chinese mobile or landline number, or a foreign one with +. A local number of 7 or 8 digits needs the city's area_code."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain, extension = _split_extension(plain)
    digits = re.sub(r"[^\d+]", "", plain)
    if re.search(r"[^\d+\s()\-./‐-―_·]", plain) or not digits:
        raise _malformed(field, "电话号码里只能有数字。", "例如 13812345678 或 0716-8123456。")
    if re.fullmatch(r"[2-8]\d{6,7}", digits):
        if not area_code:
            raise _malformed(field, "固定电话缺少区号。", "请加上区号，例如 0716-8123456。")
        digits = area_code + digits
    return _parsed(digits, extension, field)


def is_mobile(text: str) -> bool:
    """A Chinese mobile number, to which a text message can be sent."""
    try:
        found = phone(text)
    except Malformed:
        return False
    return found.mobile and found.e164.startswith("+86")


def phone_digest(number: Phone | str) -> str:
    """HMAC-SHA256 of the number in its stored form under `settings.PHONE_KEY`: equal callers meet, nobody reads who they are.

    The extension is left out: the whole switchboard is one caller's history. Raises Malformed for what is no number.
    """
    known = number if isinstance(number, Phone) else phone(number)
    return hmac.new(settings.PHONE_KEY.encode(), known.e164.encode(), hashlib.sha256).hexdigest()


def _split_extension(text: str) -> tuple[str, str]:
    found = _EXTENSION.search(text)
    return (text[: found.start()], found.group(1)) if found else (text, "")


def _parsed(digits: str, extension: str, field: str) -> Phone:
    refusal = _malformed(
        field, "这不是一个有效的电话号码。", "手机应为11位，固定电话请加区号，例如 0716-8123456。"
    )
    if _SHORT.fullmatch(digits):
        raise _malformed(field, f"{digits}是服务热线，不是您的联系电话。", "请填写能找到您本人的号码。")
    try:
        number = phonenumbers.parse(re.sub(r"^00", "+", digits), "CN")
    except phonenumbers.NumberParseException:
        raise refusal from None
    if not phonenumbers.is_valid_number(number):
        raise refusal
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    return Phone(e164, _national(number, e164, mobile), mobile, extension)


def _national(number: phonenumbers.PhoneNumber, e164: str, mobile: bool) -> str:
    if number.country_code != 86:
        return e164
    if mobile:
        return e164.removeprefix("+86")
    formatted = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    area, _, local = formatted.partition(" ")
    return f"{area}-{local.replace(' ', '')}" if local else formatted


def _malformed(field: str, sentence: str, help: str) -> Malformed:
    return Malformed(f"malformed_{field}", sentence, help, fields={field: sentence})
