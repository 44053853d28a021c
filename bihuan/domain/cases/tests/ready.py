"""What tests of the verbs share beside `parts`: a paper, an absence, who holds the case, what was written last."""

from datetime import timedelta

from django.core.files.base import ContentFile

from bihuan.domain.cases.models import Case, Custody
from bihuan.domain.organisations.models import Delegation
from bihuan.domain.organisations.queries import actor_for
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import receive_file
from bihuan.kernel.journal import history
from bihuan.kernel.journal.models import Entry
from bihuan.testing.cases import Loop

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def paper(loop: Loop, who: str = "li_qiang"):
    """A document that this person uploaded and has not yet attached."""
    return receive_file(upload=ContentFile(PDF, name="整改.pdf"), by=loop.actor(who), at=loop.at)


def covering(loop: Loop, deputy: str, absent: str) -> Actor:
    """The deputy in the absent one's post: whatever is done counts as both hands."""
    city = loop.city
    Delegation.objects.create(
        post=city.posts[absent],
        absent=city.person(absent),
        deputy=city.person(deputy),
        from_at=loop.at - timedelta(days=1),
        to_at=loop.at + timedelta(days=90),
        made_at=loop.at,
    )
    return actor_for(
        city.person(deputy), city.posts[absent], "workbench", at=loop.at, acting_for=city.person(absent)
    )


def receipt(case: Case) -> Actor:
    return Actor.receipt(f"case:{case.pk}")


def last(case: Case) -> Entry:
    """What was journalled last."""
    return history(case.subject)[-1]


def held_by(case: Case) -> tuple[str, str] | None:
    """The code of the office that holds the case now, and its stage."""
    held = Custody.objects.filter(case=case, to_at=None).select_related("office").first()
    return (held.office.code, held.stage) if held else None
