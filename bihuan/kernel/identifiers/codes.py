"""Firms and persons by number."""

import re
import unicodedata

from stdnum.cn import ric
from stdnum.cn import uscc as uscc_standard
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidLength, ValidationError

from bihuan.kernel.refusals import Malformed

USCC_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
# A legal registration code may start with an authority other than 9 (market regulation): 1 编制, 5 民政, 9 工商, A… 其他.
_USCC_SHAPE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")


def compact(text: str) -> str:
    """Full-width forms made narrow, white space and dashes dropped, letters raised."""
    return re.sub(r"[\s\-‐-―]", "", unicodedata.normalize("NFKC", text)).upper()


def looks_like_uscc(text: str) -> bool:
    """Has the shape of a credit code; says nothing about the check digit."""
    return _USCC_SHAPE.fullmatch(compact(text)) is not None


def uscc(text: str, field: str = "uscc") -> str:
    """The unified social credit code (GB 32100) in its 18 characters, or a refusal that says which rule it breaks."""
    number = compact(text)
    if len(number) != 18:
        raise _malformed(
            field, f"统一社会信用代码应为18位，您填写的是{len(number)}位。", "请对照营业执照核对。"
        )
    if wrong := sorted(set(number) - USCC_ALPHABET):
        raise _malformed(
            field,
            f"统一社会信用代码里不会有“{''.join(wrong)}”。",
            "字母I、O、S、V、Z不使用，请看是否应为数字。",
        )
    if _USCC_SHAPE.fullmatch(number) is None:
        raise _malformed(
            field, "统一社会信用代码第3到8位应为登记机关的行政区划数字。", "请对照营业执照核对。"
        )
    if uscc_standard.calc_check_digit(number[:17]) != number[17]:
        raise _malformed(field, "统一社会信用代码的校验位不对。", "多半是抄错了一位，请对照营业执照核对。")
    return number


def resident_id(text: str, field: str = "resident_id") -> str:
    """The citizen's identity number (GB 11643) in its 18 characters, or a refusal that says which rule it breaks."""
    number = compact(text)
    try:
        return str(ric.validate(number))
    except InvalidLength:
        raise _malformed(
            field, f"公民身份号码应为18位，您填写的是{len(number)}位。", "一代15位号码已停用。"
        ) from None
    except InvalidChecksum:
        raise _malformed(
            field, "公民身份号码的校验位不对。", "多半是抄错了一位，请对照身份证核对。"
        ) from None
    except InvalidComponent:
        raise _malformed(
            field, "公民身份号码里的地区或出生日期不存在。", "请对照身份证核对前14位。"
        ) from None
    except (ValidationError, ValueError):
        raise _malformed(field, "公民身份号码只有数字，最后一位可以是X。", "请对照身份证核对。") from None


def _malformed(field: str, sentence: str, help: str) -> Malformed:
    return Malformed(f"malformed_{field}", sentence, help, fields={field: sentence})
