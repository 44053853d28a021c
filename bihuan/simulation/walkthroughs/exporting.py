"""What the permit system of one bureau would export: half a year of handlings, brought in as a log whose path a director can read."""

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from io import BytesIO, StringIO

from django.utils.timezone import localtime

from bihuan.domain.services.models import Item, ItemVersion
from bihuan.domain.services.queries import promise_of, version_on
from bihuan.domain.services.rules.comparing import Promise
from bihuan.domain.walkthroughs.actions import keep_log
from bihuan.kernel.calendar import day_of
from bihuan.simulation.life import Life
from bihuan.simulation.remedies.told import Told

HANDLINGS = 420
DAYS = 170
BEFORE = 9  # days before the end
COLUMNS = ("办件编号", "环节", "开始时间", "结束时间", "材料", "岗位")
CORRECTED, NOT_IN_GUIDE = "补正", "部门会签"
OFTEN_CORRECTED, OFTEN_COUNTERSIGNED = 0.22, 0.12


class Exporting(Told):
    """One log, for an item with declared steps."""

    def plan(self, life: Life) -> None:
        self.begin(life, BEFORE, self.keep)

    def keep(self, at: datetime) -> bool:
        unit = self.unit("住建").office
        version = self._version(unit.path, at)
        if version is None:
            return False
        text = StringIO()
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        writer.writerows(handlings(promise_of(version), until=at))
        keep_log(
            by=self.desk(unit),
            at=at,
            unit=unit,
            title=f"{version.name}（近半年）",
            file=BytesIO(text.getvalue().encode()),
            item=version.item,
        )
        return True

    def _version(self, path: str, at: datetime) -> ItemVersion | None:
        """Of the bureau's items the one with most steps."""
        items = Item.objects.filter(unit__path__startswith=path).order_by("id")
        held = [version for item in items if (version := version_on(item, day_of(at))) is not None]
        return max(held, key=lambda one: len(promise_of(one).steps), default=None)


def handlings(promise: Promise, *, until: datetime) -> Iterator[Sequence[str]]:
    """Rows of an export; the same on every machine. What is corrected goes back and is asked for its paper again."""
    rng = random.Random(20_260)  # nosec B311: made-up data
    papers = list(promise.materials) or ["申请表"]
    for number in range(HANDLINGS):
        at = until - timedelta(days=rng.uniform(15, DAYS))
        for step, paper in _way(list(promise.steps) or ["受理", "审查", "决定"], papers, rng):
            at += timedelta(minutes=rng.expovariate(1 / (1_900 if step == NOT_IN_GUIDE else 540)))
            began, at = at, at + timedelta(minutes=rng.randrange(4, 75))
            yield f"SG{number:05d}", step, _said(began), _said(at), paper, "窗口" if paper else "科室"


def _way(steps: list[str], papers: list[str], rng: random.Random) -> list[tuple[str, str]]:
    """Most go straight; some come back for a paper, some wait for another bureau's signature."""
    first, *rest = steps
    way = [(first, paper) for paper in papers[:1]]
    if rng.random() < OFTEN_CORRECTED:
        paper = rng.choice(papers)
        way += [(CORRECTED, paper), (first, paper)]
    if rng.random() < OFTEN_COUNTERSIGNED:
        way.append((NOT_IN_GUIDE, ""))
    return way + [(step, "") for step in rest]


def _said(at: datetime) -> str:
    """City time without a zone, as business systems write it."""
    return f"{localtime(at):%Y-%m-%d %H:%M:%S}"
