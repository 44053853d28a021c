"""What an actor reads of a case: one place for pages, exports, API, attachments and notices."""

from collections.abc import Collection
from dataclasses import dataclass

from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.models import Case, Unsealing
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.identity import ABOVE, OUTSIDE, Sight, sight_of
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.identifiers import mask_name, mask_phone


@dataclass(frozen=True, slots=True)
class SeenReporter:
    """A person outside as this actor may see them."""

    role: str
    name: str
    phone: str
    contact_time: str


@dataclass(frozen=True, slots=True)
class Seen:
    """The words and the people of a case as this actor may see them. `restated`: the words are the office's, not the reporter's."""

    title: str
    content: str
    address: str
    restated: bool
    reporters: tuple[SeenReporter, ...]
    sight: Sight


def sight_for(case: Case, actor: Actor, facts: CaseFacts | None = None) -> Sight:
    """What this actor may know of who reported."""
    unsealed = (
        bool(actor.person_id) and Unsealing.objects.filter(case=case, person_id__in=actor.hands).exists()
    )
    return sight_of(facts or facts_of(case, actor), actor, unsealed=unsealed)


def named_to(actor: Actor, ids: Collection[int]) -> list[int]:
    """Of many cases those on which somebody of ours reads the reporter's name: `sight_for` in one question. What was unsealed for one person
    is left out."""
    rows = cases_visible_to(actor).filter(pk__in=ids, identity=Identity.NAMED)
    rows = rows.exclude(respondent_person__in=actor.hands)
    return list(rows.exclude(about_conduct=True, respondent__in=actor.line).values_list("pk", flat=True))


def seen_of(case: Case, actor: Actor, facts: CaseFacts | None = None) -> Seen:
    """The case as this actor may read it."""
    sight = sight_for(case, actor, facts)
    words = case.content if sight.words else case.restatement
    return Seen(
        title=case.title if sight.words else case.restated_title or "（保密件，转述中）",
        content=words.text if words else "",
        address=case.address if sight.words else "",
        restated=not sight.words,
        reporters=_reporters(case, sight),
        sight=sight,
    )


def title_for(case: Case, *, words: bool) -> str:
    """The title in lists: the restatement's for whoever may not read the words."""
    return case.title if words or not case.is_sealed else case.restated_title or "（保密件）"


def reads_words(actor: Actor, case: Case) -> bool:
    """Whether lists of what the actor sees may show the title as it was said: to its reporter, and above a seal. Needs the case's office
    loaded and asks nothing else."""
    return actor.kind in OUTSIDE or (actor.has(*ABOVE) and case.office.key in actor.keys)


def may_open_file(actor: Actor, case: Case, attachment: Attachment) -> bool:
    """What the reporter gave stays above a seal; what offices added is for whoever of ours sees the case."""
    if not is_from_reporter(attachment):
        return actor.kind not in OUTSIDE
    return sight_for(case, actor).words


def is_from_reporter(attachment: Attachment) -> bool:
    """Given with the report, not added by an office."""
    return not attachment.item.startswith(("leg:", "check:"))


def _reporters(case: Case, sight: Sight) -> tuple[SeenReporter, ...]:
    if case.is_sealed and not sight.name:
        return ()
    return tuple(
        SeenReporter(
            role=reporter.get_role_display(),
            name=reporter.name if sight.name else mask_name(reporter.name),
            phone=reporter.phone if sight.phone else mask_phone(reporter.phone),
            contact_time=reporter.contact_time if sight.phone else "",
        )
        for reporter in case.reporters.order_by("id")
    )
