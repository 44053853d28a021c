"""A log opened for questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage

from bihuan.domain.services.queries import promise_of
from bihuan.domain.walkthroughs.choices import LogState
from bihuan.domain.walkthroughs.evidence.analysing import (
    AskedTwice,
    Deviation,
    Evidence,
    Loop,
    Overview,
    StepTimes,
    Variant,
)
from bihuan.domain.walkthroughs.evidence.picture import Picture, drawn
from bihuan.domain.walkthroughs.models import HandlingLog
from bihuan.kernel.refusals import WrongState


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that one page says of a log."""

    overview: Overview
    steps: Sequence[StepTimes]
    variants: Sequence[Variant]
    loops: Sequence[Loop]
    twice: Sequence[AskedTwice]
    deviation: Deviation | None
    picture: Picture


def evidence_of(log: HandlingLog) -> Evidence:
    if log.state != LogState.READY or not default_storage.exists(log.file):
        raise WrongState("log_removed", "这份日志的文件已经删除。", "请重新导入。")
    return Evidence(Path(default_storage.path(log.file)))


def answers_of(log: HandlingLog) -> Answers:
    """The questions, one after the other, on one opened file."""
    declared = promise_of(log.item_version).steps if log.item_version else ()
    with evidence_of(log) as evidence:
        steps = evidence.steps()
        return Answers(
            overview=evidence.overview(),
            steps=steps,
            variants=evidence.variants(),
            loops=evidence.loops(),
            twice=evidence.asked_twice(),
            deviation=evidence.deviation(declared) if declared else None,
            picture=drawn(steps, evidence.ways()),
        )
