"""Many sittings, walks and findings at once, as rows: what a figure counts, not how it came about. One bureau's half year, one city's eight months."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import cycle, islice

from bihuan.domain.cases.choices import Level, Outcome, State
from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.models import Office
from bihuan.domain.services.models import ItemVersion
from bihuan.domain.walkthroughs.choices import (
    FindingKind,
    FindingState,
    Reception,
    SittingState,
    Thanks,
    WalkMode,
    WalkRole,
    WalkState,
)
from bihuan.domain.walkthroughs.models import Doubt, Finding, Received, Sitting, Thanked, Walk
from bihuan.kernel.access.models import Person

LASTED = timedelta(hours=2)
KINDS = (FindingKind.MATERIALS, FindingKind.PROCESS, FindingKind.ATTITUDE, FindingKind.SYSTEMS)


def made_sittings(
    many: int, *, leaders: Sequence[Person], unit: Office, window: Office, at: datetime, doubtful: int = 0
) -> list[Sitting]:
    """Finished sittings, one a day; the last `doubtful` of them look like theatre and nobody has looked yet."""
    moments = [at - timedelta(days=1 + place % 200, minutes=place) for place in range(many)]
    made = Sitting.objects.bulk_create(
        Sitting(
            unit=unit,
            leader=leader,
            window=window,
            state=SittingState.FINISHED,
            opened_at=moment - LASTED,
            ended_at=moment,
        )
        for leader, moment in zip(islice(cycle(leaders), many), moments, strict=True)
    )
    Doubt.objects.bulk_create(
        Doubt(sitting=sitting, code="nobody", found_at=_end(sitting)) for sitting in made[many - doubtful :]
    )
    return made


def _end(thing: Sitting | Walk) -> datetime:
    assert thing.ended_at is not None  # everything made here is finished
    return thing.ended_at


def made_received(sittings: Sequence[Sitting], matters: int) -> None:
    """So many matters over these sittings, handled and advised by turns."""
    Received.objects.bulk_create(
        Received(
            sitting=sitting,
            kind=(Reception.HANDLED, Reception.ADVISED)[place % 2],
            at=_end(sitting) - timedelta(minutes=20),
        )
        for place, sitting in zip(range(matters), cycle(sittings), strict=False)
    )


def made_thanks(sittings: Sequence[Sitting], times: int) -> None:
    Thanked.objects.bulk_create(
        Thanked(sitting=sitting, kind=(Thanks.LETTER, Thanks.BANNER)[place % 2], at=_end(sitting))
        for place, sitting in zip(range(times), cycle(sittings), strict=False)
    )


def made_walks(
    versions: Sequence[ItemVersion],
    many: int,
    *,
    leaders: Sequence[Person],
    unit: Office,
    at: datetime,
    sittings: Sequence[Sitting] = (),
) -> list[Walk]:
    """Finished walks of these items by turns; the first so many as there are sittings were done while sitting."""
    inside = [*sittings, *[None] * (many - len(sittings))][:many]
    return Walk.objects.bulk_create(
        Walk(
            unit=unit,
            walker=leader,
            item=version.item,
            item_version=version,
            sitting=sitting,
            role=list(WalkRole)[place % 4],
            mode=(WalkMode.SELF, WalkMode.ACCOMPANY, WalkMode.END_TO_END)[place % 3],
            state=WalkState.FINISHED,
            opened_at=at - timedelta(days=1 + place % 200) - LASTED,
            ended_at=at - timedelta(days=1 + place % 200),
        )
        for place, (leader, version, sitting) in enumerate(
            zip(islice(cycle(leaders), many), cycle(versions), inside, strict=False)
        )
    )


def made_findings(
    walks: Sequence[Walk], levels: Sequence[tuple[Level, Office, int]], *, rectified: int
) -> None:
    """So many findings at each level, each with its case; the first `rectified` of all are struck off as solved."""
    wanted = [(level, office) for level, office, many in levels for _ in range(many)]
    cases = Case.objects.bulk_create(
        Case(
            number=f"2026{900_000 + place}",
            programme="WALK",
            channel="WINDOW",
            title="发现的问题",
            office=office.area or office,
            level=level,
            respondent=office,
            state=State.STRUCK_OFF if place < rectified else State.HANDLING,
            outcome=Outcome.SOLVED if place < rectified else "",
            registered_at=_end(walk),
            struck_off_at=_end(walk) + LASTED if place < rectified else None,
        )
        for place, ((level, office), walk) in enumerate(zip(wanted, cycle(walks), strict=False))
    )
    Finding.objects.bulk_create(
        Finding(
            unit=walk.unit,
            found_in=office,
            finder=walk.walker,
            walk=walk,
            item=walk.item,
            item_version=walk.item_version,
            kind=KINDS[place % 4],
            level=level,
            title="材料可以不再收",
            case=case,
            state=FindingState.SHOWN if place < rectified else FindingState.OPEN,
            rectified_at=case.struck_off_at,
            opened_at=_end(walk),
        )
        for place, ((level, office), walk, case) in enumerate(zip(wanted, cycle(walks), cases, strict=False))
    )
