"""What a row of the kernel is about, without knowing the rooms above."""

from typing import NamedTuple


class Subject(NamedTuple):
    """A noun's instance: `Subject("case", 31)`. Its journal is one chain; its duties, notes, approvals and files name it."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"
