"""What a page shows of a person: enough to recognise, too little to use."""

import re

# Compound surnames in common use: both characters stay, so that 欧阳娜娜 becomes 欧阳**.
COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "夏侯",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "司徒",
        "东方",
        "独孤",
        "南宫",
    ]
)
_MOBILE = re.compile(r"(?<![\dA-Za-z])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_LANDLINE = re.compile(r"(?<![\dA-Za-z])\(?0\d{2,3}\)?[-—－ ]?[2-8]\d{6,7}(?!\d)")
_RESIDENT_ID = re.compile(r"(?<![\dA-Za-z])[1-9]\d{5}(?:18|19|20)\d{9}[\dXx](?![\dA-Za-z])")


def mask_phone(number: str) -> str:
    """138****1234; a landline keeps area code and last two digits."""
    digits = re.sub(r"\D", "", number)
    if len(digits) == 11 and digits[0] == "1":
        return f"{digits[:3]}****{digits[-4:]}"
    area, dash, local = number.partition("-")
    if dash and local.isdigit():
        return f"{area}-{'*' * max(len(local) - 2, 0)}{local[-2:]}"
    return "*" * max(len(number) - 4, 0) + number[-4:] if len(number) > 4 else "*" * len(number)


def mask_name(name: str) -> str:
    """The surname and a star per further character: 张*, 李**, 欧阳**."""
    name = name.strip()
    kept = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1
    return name[:kept] + "*" * max(len(name) - kept, 1) if name else ""


def mask_resident_id(number: str) -> str:
    """First six and last four; the birth date is never shown."""
    return f"{number[:6]}********{number[-4:]}" if len(number) == 18 else "*" * len(number)


def without_personal_numbers(text: str, put: str = " ") -> str:
    """Telephone and identity numbers taken out of a text, for what goes into an index or onto a public page."""
    for pattern in (_RESIDENT_ID, _MOBILE, _LANDLINE):
        text = pattern.sub(put, text)
    return text
