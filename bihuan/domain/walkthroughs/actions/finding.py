"""发现的问题: found, filed as a case, shown to the finder first, confirmed or disputed; its gain credited by a later version of the item."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.parties import add_parties
from bihuan.domain.cases.choices import Level, PartyRole, RequestType
from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.models import Office
from bihuan.domain.services.models import ItemVersion
from bihuan.domain.services.queries import compare_versions
from bihuan.domain.walkthroughs.actions.common import case_from, phone_of
from bihuan.domain.walkthroughs.choices import FindingKind, FindingState
from bihuan.domain.walkthroughs.models import Finding, Gain, Sitting, Walk
from bihuan.domain.walkthroughs.queries.facts import finding_facts, sitting_facts, walk_facts
from bihuan.domain.walkthroughs.queries.limits import limit_of
from bihuan.domain.walkthroughs.rules import sittings, walks
from bihuan.domain.walkthroughs.rules.findings import may_propose, may_say
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.duties.actions import drop_duties, finish_duties, start_duty
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.tracked import lock, number_it, record_step, refs, refuse_empty, written
from bihuan.kernel.verbs import choice, count, files, note, pick, verdict

LEVELS = {"CITY": Level.CITY, "COUNTY": Level.COUNTY, "TOWN": Level.TOWN, "VILLAGE": Level.TOWN}
MOST_SAVED = 1_000


def find_on_walk(
    *,
    walk: Walk,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    kind: Annotated[FindingKind, choice("哪一类")],
    content: Annotated[str, note("发现了什么")],
    proposal: Annotated[str, note("建议怎么改")] = "",
    saves_days: Annotated[int, count("建议少几天")] = 0,
    saves_materials: Annotated[int, count("建议少几份材料")] = 0,
    saves_trips: Annotated[int, count("建议少跑几趟")] = 0,
    photos: Annotated[Sequence[Attachment], files("照片")] = (),
) -> Walk:
    """发现问题: it becomes a case at once; in disguise when the walk ends."""
    with transaction.atomic():
        walk = lock(walk, "unit", "item__unit", "item_version", seen=seen)
        refuse_unless(walks.may_write(walk_facts(walk), by))
        finding = _found(
            by=by, at=at, finder=walk.walker_id, unit=walk.unit, found_in=walk.item.unit, kind=kind, content=content, proposal=proposal,
            saves=(saves_days, saves_materials, saves_trips), photos=photos, sealed=walk.disguised, walk=walk,
            item=walk.item, item_version=walk.item_version,
        )  # fmt: skip
        # Its number would tell on a walk in disguise; the entry of the walk is as sealed as the walk.
        record_step(walk, "find", by=by, at=at, data={"finding": finding.number, "kind": finding.kind})
        return walk


def find_at_window(
    *,
    sitting: Sitting,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    kind: Annotated[FindingKind, choice("哪一类")],
    content: Annotated[str, note("发现了什么")],
    proposal: Annotated[str, note("建议怎么改")] = "",
    office: Annotated[Office | None, pick("哪个单位的问题", "office", "不填就是窗口的单位")] = None,
    photos: Annotated[Sequence[Attachment], files("照片")] = (),
) -> Sitting:
    """发现问题: what the window itself shows becomes a case at once."""
    with transaction.atomic():
        sitting = lock(sitting, "unit", "window__unit", seen=seen)
        refuse_unless(sittings.may_write(sitting_facts(sitting), by))
        unit = office or sitting.window.unit or sitting.window
        finding = _found(
            by=by, at=at, finder=sitting.leader_id, unit=sitting.unit, found_in=unit, kind=kind, content=content, proposal=proposal,
            saves=(0, 0, 0), photos=photos, sealed=False, sitting=sitting,
        )  # fmt: skip
        record_step(sitting, "find", by=by, at=at, data={"finding": finding.number, "kind": finding.kind})
        return sitting


def _found(
    *,
    by: Actor,
    at: datetime,
    finder: int,
    unit: Office,
    found_in: Office,
    kind: FindingKind,
    content: str,
    proposal: str,
    saves: tuple[int, int, int],
    photos: Sequence[Attachment],
    sealed: bool,
    **origin: object,
) -> Finding:
    refuse_empty(content, "content", "请写发现了什么。")
    days, materials, trips = saves
    _refuse_numbers(saves_days=days, saves_materials=materials, saves_trips=trips)
    finding = Finding.objects.create(
        unit=unit,
        found_in=found_in,
        finder_id=finder,
        kind=kind,
        level=LEVELS[found_in.level],
        title=content.strip().splitlines()[0][:80],
        saves_days=days,
        saves_materials=materials,
        saves_trips=trips,
        state=FindingState.SEALED,
        opened_at=at,
        **origin,
    )
    finding.content = written(finding, content, "content", "请写发现了什么。", at=at)
    if proposal.strip():
        finding.proposal = written(finding, proposal, "proposal", "请写建议。", at=at)
    attach(attachments=photos, subject=finding.subject, at=at)
    if not sealed:
        _make_case(finding, by=by, at=at)
    number_it(finding, at=at)
    data = {"number": finding.number, "kind": finding.kind, "level": finding.level}
    data["case"] = finding.case.number if finding.case else ""
    record_step(
        finding, "find", by=by, at=at, data=data | refs(content=finding.content, proposal=finding.proposal)
    )
    return finding


def _refuse_numbers(**numbers: int) -> None:
    wrong = {name: f"请填 0 到 {MOST_SAVED}。" for name, n in numbers.items() if not 0 <= n <= MOST_SAVED}
    if wrong:
        raise Malformed("bad_count", "建议的数目不对。", fields=wrong)


def file_finding(finding: Finding, *, by: Actor, at: datetime) -> Finding:
    """转工单: the walk in disguise is over, what it found is filed."""
    finding = lock(finding, "found_in", "content", "proposal", "finder", "item_version")
    _make_case(finding, by=by, at=at)
    record_step(finding, "file", by=by, at=at, data={"case": finding.case.number if finding.case else ""})
    return finding


def _make_case(finding: Finding, *, by: Actor, at: datetime) -> Case:
    """The finder is the reporter, whoever held the pen: whoever asks whether it is mended asks the finder, who follows the case."""
    name = f"（{finding.item_version.name}）" if finding.item_version else ""
    words = [
        finding.content.text if finding.content else "",
        f"类别：{FindingKind(finding.kind).label}{name}",
    ]
    if finding.proposal:
        words.append(f"建议：{finding.proposal.text}")
    finder = Person.objects.get(pk=finding.finder_id)
    finding.case = case_from(
        by=by, at=at, content="\n".join(words), title=finding.title, unit=finding.found_in, name=finder.name,
        phone=phone_of(finder.pk), request_type=RequestType.SUGGESTION, programme="WALK" if finding.walk_id else "SITTING",
    )  # fmt: skip
    add_parties(finding.case, [(f"person:{finder.pk}", PartyRole.FINDER)])
    finding.state = FindingState.OPEN
    return finding.case


def propose_change(
    *,
    finding: Finding,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    proposal: Annotated[str, note("建议怎么改")],
    saves_days: Annotated[int, count("建议少几天")] = 0,
    saves_materials: Annotated[int, count("建议少几份材料")] = 0,
    saves_trips: Annotated[int, count("建议少跑几趟")] = 0,
) -> Finding:
    """提建议: what the item's next version should say; it is credited only when that version says it."""
    _refuse_numbers(saves_days=saves_days, saves_materials=saves_materials, saves_trips=saves_trips)
    with transaction.atomic():
        finding = lock(finding, seen=seen)
        refuse_unless(may_propose(finding_facts(finding), by))
        finding.proposal = written(finding, proposal, "proposal", "请写建议怎么改。", at=at)
        finding.saves_days, finding.saves_materials = saves_days, saves_materials
        finding.saves_trips = saves_trips
        data = {"days": saves_days, "materials": saves_materials, "trips": saves_trips}
        record_step(finding, "propose", by=by, at=at, data=data | refs(proposal=finding.proposal))
        return finding


def show_result(*, finding: Finding, by: Actor, at: datetime) -> Finding:
    """看结果: its case was struck off or ended otherwise; the result comes to the finder first, who owes a word on it."""
    with transaction.atomic():
        finding = lock(finding, "case")
        if finding.state not in (FindingState.OPEN, FindingState.DISPUTED):
            return finding
        finding.state = FindingState.SHOWN
        finding.rectified_at = at if finding.is_solved else None
        finish_duties(subject=finding.subject, at=at, verb="say")
        start_duty(
            subject=finding.subject,
            verb="say",
            holder=f"person:{finding.finder_id}",
            started_at=at,
            limit=limit_of("finding.confirm", at=at),
        )
        record_step(finding, "show", by=by, at=at, data={"result": finding.result})
        return finding


def reopen_finding(*, finding: Finding, by: Actor, at: datetime) -> Finding:
    """重新整改: its case goes round again, so what was shown holds no longer."""
    with transaction.atomic():
        finding = lock(finding, "case")
        if finding.result or finding.state not in (FindingState.SHOWN, FindingState.RECTIFIED):
            return finding
        finding.state = FindingState.OPEN
        finding.rectified_at = finding.ended_at = finding.blanked_at = None
        drop_duties(subject=finding.subject, at=at, verb="say")
        record_step(finding, "reopen", by=by, at=at)
        return finding


def say_rectified(
    *,
    finding: Finding,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    rectified: Annotated[bool, verdict("确实改了", "没有改", legend="看到的结果")],
    word: Annotated[str, note("怎么看出来的", "没改的，写还差什么")],
) -> Finding:
    """看结果: the finder says whether it is really mended. A no stands beside the office's yes; the case's own follow-up decides about the case."""
    with transaction.atomic():
        finding = lock(finding, seen=seen)
        refuse_unless(may_say(finding_facts(finding), by))
        finding.word = written(finding, word, "word", "请写怎么看出来的。", at=at)
        finding.word_at = at
        finding.state = FindingState.RECTIFIED if rectified else FindingState.DISPUTED
        finding.ended_at = at if rectified else None
        finish_duties(subject=finding.subject, at=at, verb="say")
        record_step(finding, "say", by=by, at=at, data={"rectified": rectified} | refs(word=finding.word))
        return finding


def credit_gain(*, finding: Finding, version: ItemVersion, by: Actor, at: datetime) -> Gain | None:
    """记成效: the item's next version shows fewer days, materials or trips than the one that was walked, and the finding had proposed it."""
    with transaction.atomic():
        finding = lock(finding, "item_version")
        if finding.item_version is None or Gain.objects.filter(finding=finding).exists():
            return None
        saved = compare_versions(finding.item_version, version)
        days = max(0, saved.days) if finding.saves_days else 0
        materials = max(0, saved.materials) if finding.saves_materials else 0
        trips = max(0, saved.trips) if finding.saves_trips else 0
        if not (days or materials or trips):
            return None
        gain = Gain.objects.create(
            finding=finding, version=version, days=days, materials=materials, trips=trips, at=at
        )
        data = {"place": version.place, "days": days, "materials": materials, "trips": trips}
        record_step(finding, "gain", by=by, at=at, data=data)
        return gain
