"""Rules for passwords beside Django's own."""

import re
import secrets
from typing import Any

from django.core.exceptions import ValidationError

# Nothing that is misread when it is told or written by hand.
SPOKEN = "abcdefghijkmnpqrstuvwxyz23456789"
KINDS = ("[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]")
NEEDED = 3


def new_password() -> str:
    """60 bits in three groups, to be told once: `k7mq-2x9d-pw4r`."""
    while True:
        groups = ("".join(secrets.choice(SPOKEN) for _ in range(4)) for _ in range(3))
        password = "-".join(groups)
        if re.search("[0-9]", password) and re.search("[a-z]", password):
            return password


class KindsValidator:
    """At least three of: small letters, capitals, digits, other signs (等保三级 asks for complexity)."""

    def validate(self, password: str, user: object = None) -> None:
        if sum(bool(re.search(kind, password)) for kind in KINDS) < NEEDED:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return "密码须包含小写字母、大写字母、数字、其他符号中的至少三种。"


class NotTheFormerValidator:
    """A change that keeps the password is none: a temporary one must go."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is not None and user.pk and user.has_usable_password() and user.check_password(password):
            raise ValidationError(self.get_help_text(), code="password_is_the_former")

    def get_help_text(self) -> str:
        return "新密码不能和现在的密码相同。"
