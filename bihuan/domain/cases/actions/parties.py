"""Who sees a case: rows, written when an office, a person or a steward gets to do with it."""

from collections.abc import Iterable

from bihuan.domain.cases.choices import PartyRole
from bihuan.domain.cases.models import Case, CaseParty
from bihuan.domain.organisations.models import Office


def add_party(*, case: Case, holder: str, role: PartyRole) -> None:
    """Let a holder see a case, in this role. Again changes nothing."""
    CaseParty.objects.get_or_create(case=case, holder=holder, role=role)


def move_party(*, case: Case, from_holder: str, to_holder: str, role: PartyRole) -> None:
    """Another holder takes over this role: what the former one saw through it alone is out of their sight."""
    CaseParty.objects.filter(case=case, holder=from_holder, role=role).delete()
    add_party(case=case, holder=to_holder, role=role)


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
