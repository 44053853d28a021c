"""Definitions of figures as people read them."""

import re

from bihuan.kernel.parameters.reading import shipped

CODE = re.compile(r"[a-z]+(?:\.[a-z_]+)+")


def in_words(definition: str) -> str:
    """A definition without the codes by which we keep its limits."""
    known = shipped()

    def name(found: re.Match[str]) -> str:
        code = found[0]
        return f"“{known[code].description.partition('：')[0]}”" if code in known else code

    return CODE.sub(name, definition)
