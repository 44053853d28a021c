"""Codes in the system, labels in a table."""

from bihuan.kernel.choices import Codes


def codes_by_label(codes: type[Codes]) -> dict[str, str]:
    """Label → code, for readers of columns."""
    return {label: code for code, label in codes.pairs()}


def label_of(codes: type[Codes], code: str) -> str:
    """The label of a stored code; empty for none."""
    return str(codes(code).label) if code else ""
