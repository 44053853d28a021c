"""One shape for all rules of consistency: an id, a sentence, a way to mend it, and what it finds in a version."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from bihuan.domain.services.rules.content import ItemContent


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found. `grave`: such a version is not published."""

    check: str
    sentence: str
    fix: str
    grave: bool


class Check(ABC):
    """A subclass states the rule; `finds` yields what exactly is wrong, "" where the rule's own sentence says it all."""

    code: ClassVar[str]
    sentence: ClassVar[str]
    fix: ClassVar[str]
    grave: ClassVar[bool] = True

    @abstractmethod
    def finds(self, item: ItemContent) -> Iterator[str]: ...

    def fault(self, what: str) -> Fault:
        return Fault(self.code, f"{self.sentence}{f'：{what}' if what else ''}。", self.fix, self.grave)

    def faults(self, item: ItemContent) -> list[Fault]:
        return [self.fault(what) for what in self.finds(item)]
