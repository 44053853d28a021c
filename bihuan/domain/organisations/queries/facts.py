"""From rows to what the rules may know."""

from bihuan.domain.organisations.models import Office, Tenure
from bihuan.domain.organisations.rules.administration import OfficeFacts, PersonFacts
from bihuan.kernel.access.models import Person


def office_facts(office: Office) -> OfficeFacts:
    """What `may` asks of an office; no query."""
    return OfficeFacts(line=office.line_ids, closed_on=office.closed_on)


def person_facts(person: Person) -> PersonFacts:
    """What `may` asks of a person: every office they ever held a post in; one query. The action asks again about the post itself."""
    offices = Office.objects.filter(pk__in=Tenure.objects.filter(person=person).values("post__office_id"))
    return PersonFacts(
        id=person.pk, lines=tuple(office.line_ids for office in offices), is_active=person.is_active
    )
