"""A year of weather: who comes when with what, and what becomes of it."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db.models import QuerySet

from bihuan.domain.cases.choices import Difficulty, Outcome, RequestType, State
from bihuan.domain.cases.models import Case
from bihuan.simulation.city import SLOWEST, Builder, World
from bihuan.simulation.cloning import clone_like
from bihuan.simulation.firms import list_above_scale, plan_firms
from bihuan.simulation.history import plan_history
from bihuan.simulation.indicators import plan_publications
from bihuan.simulation.keeping import plan_keeping
from bihuan.simulation.liaison import plan_liaison
from bihuan.simulation.life import Life, do_what_the_worker_does
from bihuan.simulation.plans import OPEN, PLANS, SOLVED_WEIGHTS, UNSOLVED_WEIGHTS, Batch, CityPlan, Fate
from bihuan.simulation.remedies import plan_remedies
from bihuan.simulation.services import plan_services
from bihuan.simulation.steps import Walk, a_matter, publish_knowledge
from bihuan.simulation.steps.handling import PACES
from bihuan.simulation.supervision import plan_supervision
from bihuan.simulation.walkthroughs import fill, plan_walkthroughs
from bihuan.simulation.words import Matter, words

Say = Callable[[str], None]
# Days that a fate needs to come to its end; later arrivals would be cut off by the year's.
SETTLED_AFTER = timedelta(days=75)
SOON = timedelta(days=48)  # an ordinary one that goes straight through, however slow its unit
# Minutes of office time at most: those that the office takes, those that a unit takes beside handling, and what a fate adds to them.
OURS, HELD, OFFICE_DAY = 2_600, 1_500, 420
BESIDE = {Fate.REWORKED: 900, Fate.RETURNED: 200, Fate.EXTENDED: 1_600, Fate.INSTRUCTED: 1_600}
HOLIDAYS = timedelta(days=10)
SHORT = (Fate.SOLVED, Fate.ANSWERED, Fate.DECLINED, Fate.TRANSFERRED, Fate.WITHDRAWN)
# What every queue of the demo's people waits for: with them, so that none of their pages is empty.
AT_HOME = (
    Fate.OPEN_DISSATISFIED,
    Fate.OPEN_ARBITRATED,
    Fate.OPEN_RETURNING,
    Fate.OPEN_EXTENSION,
    Fate.PROMISED,
)
# Among residents, however few they are.
SURE_OF_RESIDENTS = (Fate.MERGED, Fate.VOID, Fate.WITHDRAWN)
# What remedies begin from first: a report upward, the long-term list.
SURE = (Fate.UPWARD, Fate.LONG_TERM, *AT_HOME)
# How long ago what is still open came in; most of it lately, so that few of it is late.
SINCE = {
    Fate.OPEN_NEW: (timedelta(), timedelta(days=2.5)),
    Fate.OPEN_ACCEPTED: (timedelta(days=0.5), timedelta(days=4)),
    Fate.OPEN_DISPATCHED: (timedelta(days=1), timedelta(days=6)),
    Fate.OPEN_RETURNING: (timedelta(hours=20), timedelta(hours=30)),
    Fate.OPEN_ARBITRATED: (timedelta(days=4), timedelta(days=7)),
    Fate.OPEN_DISSATISFIED: (timedelta(days=12), timedelta(days=15)),
    Fate.OPEN_HANDLING: (timedelta(days=2), timedelta(days=12)),
    Fate.PROMISED: (timedelta(days=14), timedelta(days=50)),
    Fate.MERGED: (timedelta(days=1), timedelta(days=4)),
    Fate.LONG_TERM: (timedelta(days=10), timedelta(days=90)),
}
RESIDENT_WEIGHTS = {
    Fate.ANSWERED: 26,
    Fate.SOLVED: 20,
    Fate.DECLINED: 4,
    Fate.MERGED: 2,
    Fate.VOID: 1,
    Fate.TRANSFERRED: 5,
    Fate.WITHDRAWN: 3,
    Fate.OPEN_NEW: 8,
    Fate.OPEN_ACCEPTED: 5,
    Fate.OPEN_DISPATCHED: 6,
    Fate.OPEN_HANDLING: 8,
    Fate.OPEN_SIGNING: 5,
    Fate.OPEN_CHECK: 6,
    Fate.OPEN_FOLLOW_UP: 6,
    Fate.OPEN_RETURNING: 3,
}


def live(*, size: str, seed: int, now: datetime, say: Say) -> World:
    """Build the city and let it live until now."""
    plan = PLANS[size]
    start = now - timedelta(days=plan.days + 75)
    world = Builder(plan, seed=seed, at=start, say=say).build()
    publish_knowledge(world, start)
    life = Life(until=now)
    list_above_scale(world, life, start, now)
    say("结对")
    plan_liaison(world, life, start, now)
    plan_cases(world, life, plan, start, now)
    plan_remedies(world, life, now)
    plan_supervision(world, life, now)
    plan_services(world, life, start, now)
    outings = plan_walkthroughs(world, life, plan, start, now)
    plan_publications(world, life, now)
    plan_history(world, life, now)
    plan_keeping(world, life, now)
    say("企业联系人和企业自己提的需求")
    plan_firms(world, life, plan, start, now)
    life.every_evening(start, do_what_the_worker_does)
    life.run(_progress(say, start, now))
    for code, times in life.refused.most_common():
        say(f"  被拒绝的操作 {code}：{times} 次")
    if plan.window_totals is not None:
        say("把走流程坐窗口复制到前几个月")
        fill(outings, plan.window_totals, since=start)
    for batch in plan.batches:
        if batch.clones:
            say("把办结的线索复制到全年")
            clone_like(_resolved(batch), count=batch.clones, since=start, seed=seed)
    return world


def plan_cases(world: World, life: Life, plan: CityPlan, start: datetime, now: datetime) -> None:
    """Everybody comes at their moment; what follows is each one's fate."""
    for walk, at in _arrivals(world, life, plan, start, now):
        life.at(at, partial(walk.do, "register"))


def _resolved(batch: Batch) -> QuerySet[Case]:
    """Those of a batch that were lived through to the end and solved."""
    return Case.objects.filter(
        programme=batch.programme, state=State.CLOSED, outcome=Outcome.SOLVED, struck_off_at__isnull=False
    )


def _progress(say: Say, start: datetime, now: datetime) -> Callable[[datetime, int], None]:
    """A line at each tenth of the time to live."""
    told = [0]

    def tell(moment: datetime, done: int) -> None:
        tenths = int(10 * (moment - start) / (now - start))
        if tenths > told[0]:
            told[0] = tenths
            say(f"  {tenths * 10:>3}%  {moment:%Y-%m-%d}  {done} 步")

    return tell


def _arrivals(
    world: World, life: Life, plan: CityPlan, start: datetime, now: datetime
) -> list[tuple[Walk, datetime]]:
    found = []
    for batch in plan.batches:
        for fate in fates_of(world.rng, batch.total - batch.clones, batch.resolved - batch.clones):
            walk = _walk(world, life, batch, fate)
            found.append((walk, _moment(walk, start, now)))
    for place in range(plan.residents):
        walk = _resident(world, life, *SURE_OF_RESIDENTS[place : place + 1])
        found.append((walk, _moment(walk, start, now)))
    return found


def fates_of(rng: random.Random, total: int, resolved: int) -> list[Fate]:
    """Exactly so many resolved, the others open or ended otherwise, in a random order; even a small city has what `SURE` names."""
    solved = rng.choices(list(SOLVED_WEIGHTS), list(SOLVED_WEIGHTS.values()), k=resolved)
    left = total - resolved
    sure = list(SURE[: left // 2])
    unsolved = rng.choices(list(UNSOLVED_WEIGHTS), list(UNSOLVED_WEIGHTS.values()), k=left - len(sure))
    fates = [*solved, *sure, *unsolved]
    rng.shuffle(fates)
    return fates


def _walk(world: World, life: Life, batch: Batch, fate: Fate) -> Walk:
    unit, matter = a_matter(world, firm=batch.firm, near=fate in OPEN, home=fate in AT_HOME)
    return Walk(
        world=world,
        life=life,
        fate=fate,
        unit=unit,
        matter=matter,
        programme=batch.programme,
        channel=batch.channel if world.rng.random() < 0.7 else "PHONE",
        request_type=RequestType.REQUEST
        if batch.firm
        else world.rng.choice([RequestType.COMPLAINT, RequestType.REPORT]),
        difficulty=_difficulty(world.rng),
        sealed=not batch.firm and fate not in OPEN and world.rng.random() < 0.06,
    )


def _resident(world: World, life: Life, *sure: Fate) -> Walk:
    rng = world.rng
    fate = next(iter(sure), rng.choices(list(RESIDENT_WEIGHTS), list(RESIDENT_WEIGHTS.values()))[0])
    unit, matter = a_matter(world, firm=False, near=fate in OPEN)
    return Walk(
        world=world,
        life=life,
        fate=fate,
        unit=unit,
        matter=_inquiry(rng) if fate is Fate.ANSWERED else matter,
        programme=rng.choice(["HOTLINE_12345", "RESIDENT"]),
        channel=rng.choice(["PHONE", "PORTAL", "WINDOW"]),
        request_type=RequestType.INQUIRY if fate is Fate.ANSWERED else RequestType.REQUEST,
        difficulty=_difficulty(rng),
    )


def _settled_after(walk: Walk) -> timedelta:
    """Long enough for its whole way, at the slowest that chance allows; where it is sent on, nobody knows yet to how slow a unit."""
    rounds = 2 if walk.fate is Fate.SECOND_ROUND else 1
    slow = SLOWEST if walk.fate is Fate.RETURNED else walk.unit.slow
    held = HELD + BESIDE.get(walk.fate, 0) + PACES[walk.difficulty][1]
    days = rounds * (OURS + slow * held) / OFFICE_DAY * 7 / 5
    least = SOON if walk.difficulty is Difficulty.C and walk.fate in SHORT else SETTLED_AFTER
    return max(least, HOLIDAYS + timedelta(days=days))


def _inquiry(rng: random.Random) -> Matter:
    row = rng.choice(words()["inquiries"])
    return Matter(
        row["theme"],
        "政务服务/咨询/办事指南",
        row["question"],
        f"请问{row['question']}",
        row["answer"],
        False,
        False,
    )


def _difficulty(rng: random.Random) -> Difficulty:
    return rng.choices([Difficulty.C, Difficulty.B, Difficulty.A], [78, 18, 4])[0]


def _moment(walk: Walk, start: datetime, now: datetime) -> datetime:
    """When they come: more on Mondays and after holidays, fewer at night; what is to be settled comes early enough."""
    rng, fate = walk.rng, walk.fate
    if fate in OPEN or fate in SINCE:
        nearest, farthest = SINCE.get(fate, (timedelta(), timedelta(days=21)))
        day = now - nearest - (farthest - nearest) * rng.random() ** 2
    else:
        day = start + max(timedelta(), now - _settled_after(walk) - start) * rng.random()
    if day.weekday() >= 5 and rng.random() < 0.6:
        day += timedelta(days=2)
    hour = rng.choices([0, 1, 2, 3, 6, 7, 8, 9, 12, 14], [10, 18, 16, 10, 8, 14, 12, 6, 4, 2])[
        0
    ]  # UTC: 8–17 in the city, some at night
    return min(
        day.replace(hour=hour, minute=rng.randrange(60), second=rng.randrange(60)),
        now - timedelta(minutes=rng.randrange(5, 200)),
    )
