"""A rule for passwords beside Django's own."""

import re

from django.core.exceptions import ValidationError

KINDS = ("[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]")
NEEDED = 3


class KindsValidator:
    """At least three of: small letters, capitals, digits, other signs (等保三级 asks for complexity)."""

    def validate(self, password: str, user: object = None) -> None:
        if sum(bool(re.search(kind, password)) for kind in KINDS) < NEEDED:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return "密码须包含小写字母、大写字母、数字、其他符号中的至少三种。"
