"""What the city says of itself, and what waits for a signature."""

from django.db.models import QuerySet

from bihuan.domain.indicators.rules import PROPOSERS, SIGNER, PublicationFacts
from bihuan.domain.organisations.choices import BodyKind
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.queries import facts_of, open_approval
from bihuan.kernel.figures import Period
from bihuan.kernel.figures.actions import KIND, is_corrected
from bihuan.kernel.figures.models import Published
from bihuan.kernel.figures.queries import in_force
from bihuan.kernel.refusals import NotVisible

READERS = (*PROPOSERS, SIGNER)


def city() -> Office:
    """The city itself: it alone speaks for the whole."""
    return Office.objects.get(body_kind=BodyKind.CITY)


def standing(code: str, period: Period) -> Published | None:
    """What the public reads of the whole city for a period."""
    return in_force(code, period)


def publications_visible_to(actor: Actor) -> QuerySet[Published]:
    """Everything computed here for the whole city, proposed, signed, refused or taken back: for those who propose and sign, here and in
    the counties. What was signed everybody reads on the portal."""
    found = Published.objects.filter(definition_edition__isnull=False, of="")
    return found if actor.has(*READERS) else found.none()


def publication_for(actor: Actor, number: str) -> Published:
    """One of them, through the gate."""
    found = publications_visible_to(actor).filter(number=number).first()
    if found is None:
        raise NotVisible()
    return found


def publication_facts(publication: Published) -> PublicationFacts:
    """What the rules need of it: two queries, and the city's office."""
    asked = open_approval(publication.subject, kind=KIND)
    return PublicationFacts(
        state=publication.state,
        city=city().pk,
        asked=facts_of(asked) if asked else None,
        corrected=is_corrected(publication),
    )
