"""Which cases are alike, with the reasons. Suggestions inform people, they never decide; whoever may not see a case never meets it here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bihuan.domain.cases.choices import Outcome, State
from bihuan.domain.cases.models import Case, Completion
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.cases.queries.sight import reads_words, title_for
from bihuan.domain.insight.rules import likeness, shared_words
from bihuan.domain.knowledge.models import KnowledgeEntry
from bihuan.domain.knowledge.queries import offered
from bihuan.kernel.access import Actor
from bihuan.kernel.search.queries import sharing
from bihuan.kernel.search.terms import terms_of

LEAST = 25  # below this share of common terms two reports are hardly about the same thing
LEAST_OF_ENTRY = 15  # entries are short and general; a weaker likeness may still be the answer
LOOKED_AT = 200
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Similar:
    """A case like the one at hand. `sure` from 0 to 100; `solved`: how it was solved, where it was."""

    case: Case
    title: str
    state: State
    sure: int
    reasons: tuple[str, ...]
    outcome: Outcome | None = None
    solved: str = ""

    @property
    def is_open(self) -> bool:
        """Still being handled: perhaps the same matter."""
        return self.case.is_open


@dataclass(frozen=True, slots=True)
class Matter:
    """What is compared: words as this actor may read them, and where it is about."""

    text: str
    region: int | None = None
    enterprise: int | None = None
    category: str = ""
    address: str = ""


def similar_cases(case: Case, actor: Actor, *, most: int = SHOWN) -> list[Similar]:
    """Cases like this one that the actor may see, the likest first; those that are merged with it already are left out."""
    matter = Matter(
        text=_text(case, actor),
        region=case.region_id,
        enterprise=case.enterprise_id if not case.is_sealed else None,
        category=case.category,
        address="" if case.is_sealed else case.address,
    )
    return _like(matter, actor, most, without=case)


def similar_to_text(
    text: str,
    actor: Actor,
    *,
    region: int | None = None,
    enterprise: int | None = None,
    address: str = "",
    most: int = SHOWN,
) -> list[Similar]:
    """The same for what is being typed."""
    return _like(Matter(text, region, enterprise, "", address), actor, most)


def similar_entries(text: str, *, on: date, most: int = 4) -> list[KnowledgeEntry]:
    """Knowledge entries that may be relied on that day and share most with the words, the likest first."""
    if len(text.strip()) < 4:
        return []
    terms = terms_of(text)
    rows = offered(on=on).filter(pk__in=sharing("knowledge", text, most=LOOKED_AT))
    scored = [(likeness(terms, terms_of(f"{row.question}\n{row.answer}")), row) for row in rows]
    best = sorted(scored, key=lambda pair: (-pair[0], -pair[1].pk))[:most]
    return [row for sure, row in best if sure >= LEAST_OF_ENTRY]


def _like(matter: Matter, actor: Actor, most: int, without: Case | None = None) -> list[Similar]:
    if len(matter.text.strip()) < 4:
        return []
    ids = sharing("case", matter.text, most=LOOKED_AT)
    rows = cases_visible_to(actor).filter(pk__in=ids).select_related("office", "content", "restatement")
    if without is not None:
        rows = rows.exclude(pk=without.pk).exclude(lead=without)
    terms = frozenset(terms_of(matter.text))
    compared = [one for case in rows if (one := _compared(case, matter, terms, actor)).sure >= LEAST]
    best = sorted(compared, key=lambda one: (-one.sure, -one.case.pk))[:most]
    return _with_solutions(best)


def _compared(case: Case, matter: Matter, terms: frozenset[str], actor: Actor) -> Similar:
    theirs = terms_of(_text(case, actor))
    words = likeness(terms, theirs)
    reasons = (
        [f"都说到{'、'.join(f'“{word}”' for word in shared_words(matter.text, theirs))}"] if words else []
    )
    more = 0
    if matter.enterprise and case.enterprise_id == matter.enterprise and not case.is_sealed:
        more, reasons = more + 15, [*reasons, "同一企业"]
    if matter.address and case.address == matter.address and not case.is_sealed:
        more, reasons = more + 15, [*reasons, "同一地点"]
    if matter.category and case.category == matter.category:
        more, reasons = more + 10, [*reasons, "同一类别"]
    if matter.region and case.region_id == matter.region:
        more, reasons = more + 5, [*reasons, "同一地区"]
    return Similar(
        case=case,
        title=title_for(case, words=reads_words(actor, case)),
        state=State(case.state),
        sure=min(words + more, 99) if words else 0,
        reasons=tuple(reasons),
    )


def _text(case: Case, actor: Actor) -> str:
    """The words that this actor may read: of a sealed case the restatement."""
    if case.is_sealed and not reads_words(actor, case):
        return f"{case.restated_title}\n{case.restatement.text if case.restatement else ''}"
    return f"{case.title}\n{case.content.text if case.content else ''}\n{case.address}"


def _with_solutions(best: Iterable[Similar]) -> list[Similar]:
    """How those were solved that were: the last reply that counted. One query."""
    rows = list(best)
    ended = [one.case.pk for one in rows if one.case.struck_off_at is not None]
    replies: dict[int, Completion] = {}
    done = Completion.objects.filter(leg__case__in=ended, refused_at=None).select_related("reply", "leg")
    for completion in done.order_by("id"):
        replies[completion.leg.case_id] = completion
    return [_with_solution(one, replies.get(one.case.pk)) for one in rows]


def _with_solution(one: Similar, completion: Completion | None) -> Similar:
    if completion is None:
        return one
    return Similar(
        one.case,
        one.title,
        one.state,
        one.sure,
        one.reasons,
        Outcome(completion.outcome),
        completion.reply.text,
    )
