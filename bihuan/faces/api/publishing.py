"""公布数字 for neighbouring systems: what the city proposes to say of itself, signs, takes back and corrects."""

from datetime import datetime
from typing import Any

from ninja import Query, Router

from bihuan.domain.indicators.actions import propose_publication
from bihuan.domain.indicators.queries import publication_facts, publication_for, publications_visible_to
from bihuan.domain.indicators.verbs import PUBLICATION_VERBS
from bihuan.faces.api.auth import needs
from bihuan.faces.api.listed import Listed, Row, add_listed
from bihuan.faces.api.nouns import nouns_of, page_of
from bihuan.faces.api.shapes import Paging
from bihuan.faces.api.verbs import begins
from bihuan.faces.shared.requests import Request
from bihuan.kernel.figures.choices import PublicationState
from bihuan.kernel.figures.models import Published

READ, ACT = "publications:read", "publications:act"
router = Router(tags=["publications"])


class PublicationRow(Row):
    """一个数和它的来历。replaces：这是对哪一个的更正。"""

    figure: str
    name: str
    period: str
    as_of: datetime
    value: str
    numerator: int
    denominator: int | None
    unit: str
    sha256: str
    signed_at: datetime | None
    replaces: str | None


class PublicationFilters(Paging):
    """figure: the code of one. open: only what waits for its signature."""

    figure: str = ""
    open: bool = False


def _publication(publication: Published) -> dict[str, Any]:
    return {
        "figure": publication.code,
        "name": publication.name,
        "period": publication.period,
        "as_of": publication.as_of,
        "value": str(publication.value),
        "numerator": publication.numerator,
        "denominator": publication.denominator,
        "unit": publication.unit,
        "sha256": publication.sha256,
        "signed_at": publication.verified_at,
        "replaces": publication.revises.number if publication.revises else None,
    }


PUBLICATIONS = Listed(
    noun=nouns_of(ACT)(
        "publications",
        "公布数字",
        PUBLICATION_VERBS,
        publication_for,
        lambda publication, actor: publication_facts(publication),
    ),
    shape=PublicationRow,
    visible=publications_visible_to,
    tell=_publication,
    related=("revises",),
    begin=begins("提请公布", propose_publication),
)


def list_publications(request: Request, filters: Query[PublicationFilters]) -> dict[str, Any]:
    found = PUBLICATIONS.rows(needs(request, READ))
    if filters.figure:
        found = found.filter(code=filters.figure)
    if filters.open:
        found = found.filter(state=PublicationState.PROPOSED)
    return page_of(found, filters, PUBLICATIONS.row)


add_listed(router, PUBLICATIONS, scope=READ, list_rows=list_publications)
