"""Who sees a case: rows, written when an office, a person or a steward gets to do with it."""

from collections.abc import Iterable

from bihuan.domain.cases.choices import Identity, PartyRole
from bihuan.domain.cases.models import Case, CaseParty
from bihuan.domain.cases.rules.identity import is_shared
from bihuan.domain.enterprises.queries import knows_as_contact
from bihuan.domain.enterprises.rules.contacts import firm_key
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor, ActorKind


def add_party(*, case: Case, holder: str, role: PartyRole) -> None:
    """Let a holder see a case, in this role. Again changes nothing."""
    CaseParty.objects.get_or_create(case=case, holder=holder, role=role)


def move_party(*, case: Case, from_holder: str, to_holder: str, role: PartyRole) -> None:
    """Another holder takes over this role: what the former one saw through it alone is out of their sight."""
    drop_party(case=case, holder=from_holder, role=role)
    add_party(case=case, holder=to_holder, role=role)


def drop_party(*, case: Case, holder: str, role: PartyRole) -> None:
    """Nobody takes over this role: what the holder saw through it alone is out of sight."""
    CaseParty.objects.filter(case=case, holder=holder, role=role).delete()


def add_office_line(case: Case, office: Office, role: PartyRole) -> None:
    """An office and, as 上级, every office above it; but never the complained-of where it is about conduct."""
    add_parties(case, office_line(office, role))


def office_line(office: Office, role: PartyRole) -> list[tuple[str, PartyRole]]:
    """An office in a role, and every office above it as 上级."""
    return [(office.key, role)] + [(key, PartyRole.ABOVE) for key in office.line_keys[1:]]


def add_parties(case: Case, parties: Iterable[tuple[str, PartyRole]]) -> None:
    """Several at once; those that exist stay as they are. The complained-of never becomes a party by its place in the tree; only a
    city's own government, above which nobody works here, sees a complaint about itself, to pass it on."""
    complained_of = case.about_conduct and case.respondent_id not in (None, case.office_id)
    barred = {f"office:{case.respondent_id}"} if complained_of else set()
    CaseParty.objects.bulk_create(
        [CaseParty(case=case, holder=holder, role=role) for holder, role in parties if holder not in barred],
        ignore_conflicts=True,
    )


def reporting_parties(
    case: Case, *, by: Actor, phone: str, shared: bool | None
) -> list[tuple[str, PartyRole]]:
    """Who reads the case as its reporter after signing in: the contact who raised it, and the whole firm where it is shared."""
    if case.identity == Identity.ANONYMOUS:
        return []
    parties = [(by.subject, PartyRole.REPORTER)] if by.kind is ActorKind.CONTACT else []
    if case.enterprise is None:
        return parties
    speaks = bool(parties) or bool(phone.strip() and knows_as_contact(case.enterprise, phone))
    if is_shared(identity=case.identity, speaks_for_firm=speaks, wanted=shared):
        parties.append((firm_key(case.enterprise.pk), PartyRole.REPORTER))
    return parties


def share_reporters(new: Case, case: Case) -> None:
    """What came out of a report is read by whoever reads that one as its reporter, and by nobody else."""
    same = CaseParty.objects.filter(case=case, role=PartyRole.REPORTER)
    add_parties(new, [(holder, PartyRole.REPORTER) for holder in same.values_list("holder", flat=True)])


def hide_from_colleagues(case: Case, *, by: Actor) -> None:
    """Sealed: of a firm only who raised it, and who sealed it, read it any longer."""
    if by.kind is ActorKind.CONTACT:
        add_party(case=case, holder=by.subject, role=PartyRole.REPORTER)
    CaseParty.objects.filter(case=case, role=PartyRole.REPORTER, holder__startswith="enterprise:").delete()
