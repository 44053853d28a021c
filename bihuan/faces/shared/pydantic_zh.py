"""pydantic's English, in Chinese, by type of error and once. The API's answers and every form over a schema use it."""

from collections.abc import Iterable, Mapping
from typing import Any

from bihuan.kernel.refusals import Malformed

# `{name}` is filled from the error's own context.
SENTENCES: dict[str, str] = {
    "missing": "缺少这一项。",
    "extra_forbidden": "没有这一项，请删去。",
    "json_invalid": "不是正确的 JSON。",
    "json_type": "应是 JSON 文本。",
    "model_type": "应是一个对象。",
    "model_attributes_type": "应是一个对象。",
    "dict_type": "应是一个对象。",
    "list_type": "应是一个列表。",
    "tuple_type": "应是一个列表。",
    "set_type": "应是一个列表。",
    "too_short": "至少要有 {min_length} 项。",
    "too_long": "最多 {max_length} 项。",
    "string_type": "应是文字。",
    "string_too_short": "至少 {min_length} 个字。",
    "string_too_long": "最多 {max_length} 个字。",
    "string_pattern_mismatch": "格式不对，应符合 {pattern}。",
    "string_unicode": "含有无法识别的字符。",
    "bytes_type": "应是文字。",
    "int_type": "应是整数。",
    "int_parsing": "应是整数。",
    "int_from_float": "应是整数，不能有小数。",
    "int_parsing_size": "数字太大。",
    "float_type": "应是数字。",
    "float_parsing": "应是数字。",
    "finite_number": "应是有限的数字。",
    "decimal_type": "应是数字。",
    "decimal_parsing": "应是数字。",
    "decimal_max_digits": "最多 {max_digits} 位数字。",
    "decimal_max_places": "最多 {decimal_places} 位小数。",
    "bool_type": "应是 true 或 false。",
    "bool_parsing": "应是 true 或 false。",
    "greater_than": "应大于 {gt}。",
    "greater_than_equal": "不能小于 {ge}。",
    "less_than": "应小于 {lt}。",
    "less_than_equal": "不能大于 {le}。",
    "multiple_of": "应是 {multiple_of} 的倍数。",
    "date_type": "应是日期，如 2026-02-25。",
    "date_parsing": "应是日期，如 2026-02-25。",
    "date_from_datetime_parsing": "应是日期，如 2026-02-25。",
    "date_from_datetime_inexact": "应是日期，不带时间。",
    "date_past": "应是过去的日期。",
    "date_future": "应是将来的日期。",
    "datetime_type": "应是时间，如 2026-02-25T17:30:00+08:00。",
    "datetime_parsing": "应是时间，如 2026-02-25T17:30:00+08:00。",
    "datetime_from_date_parsing": "应是时间，如 2026-02-25T17:30:00+08:00。",
    "datetime_object_invalid": "不是有效的时间。",
    "timezone_aware": "时间要带时区，如 +08:00。",
    "time_parsing": "应是时刻，如 17:30。",
    "enum": "只能是其中之一：{expected}。",
    "literal_error": "只能是其中之一：{expected}。",
    "union_tag_invalid": "种类不对，只能是 {expected_tags}。",
    "union_tag_not_found": "缺少种类。",
    "uuid_parsing": "应是 UUID。",
    "url_parsing": "应是网址。",
    "none_required": "这里不能填写。",
}
OTHERWISE = "填写有误。"


def sentence_of(error: Mapping[str, Any]) -> str:
    """One error of `ValidationError.errors()` in Chinese. A sentence of our own (`value_error`) is already one."""
    context: Mapping[str, Any] = error.get("ctx") or {}
    if error["type"] in ("value_error", "assertion_error"):
        own = str(context.get("error", ""))
        return own if any("\u4e00" <= c <= "\u9fff" for c in own) else OTHERWISE
    try:
        return SENTENCES.get(str(error["type"]), OTHERWISE).format_map(context)
    except KeyError:
        return OTHERWISE


def field_of(
    error: Mapping[str, Any], skip: Iterable[str] = ("body", "query", "path", "payload", "data")
) -> str:
    """`reporter.phone`, without the framework's own wrapping."""
    parts = [str(part) for part in error["loc"]]
    while parts and parts[0] in skip:
        parts = parts[1:]
    return ".".join(parts) or "content"


def malformed(errors: Iterable[Mapping[str, Any]]) -> Malformed:
    """All errors as one refusal: 422 with a sentence per field. The input itself is not repeated: it may hold personal data."""
    fields: dict[str, str] = {}
    for error in errors:
        fields.setdefault(field_of(error), sentence_of(error))
    return Malformed(fields=fields)
