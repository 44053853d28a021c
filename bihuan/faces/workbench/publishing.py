"""公布数字: what the city says of itself, proposed, signed, taken back and corrected here."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Q
from django.urls import URLPattern, path

from bihuan.domain.indicators.actions import propose_publication
from bihuan.domain.indicators.queries import (
    READERS,
    city,
    publication_facts,
    publication_for,
    publications_visible_to,
)
from bihuan.domain.indicators.rules import may_propose
from bihuan.domain.indicators.verbs import PUBLICATION_VERBS
from bihuan.faces.shared.definitions import in_words
from bihuan.faces.shared.verb_pages import verb_page
from bihuan.faces.workbench.making import Making, making_page
from bihuan.faces.workbench.remedies.kinds import Kind
from bihuan.faces.workbench.remedies.shown import Shown, fact, facts, texts
from bihuan.faces.workbench.remedies.views import by_id, list_page, one_page
from bihuan.kernel.access import Actor
from bihuan.kernel.figures import figures, spoken
from bihuan.kernel.figures.choices import PublicationState as S
from bihuan.kernel.figures.models import Published
from bihuan.kernel.refusals import Refusal


def title(publication: Published) -> str:
    return f"{publication.name}：{spoken(publication.value, publication.over)}"


def show(publication: Published, actor: Actor, at: datetime) -> Shown:
    """The number with everything that made it, and whose word it is."""
    signed = publication.verified_by.name if publication.verified_by else ""
    return Shown(
        facts=facts(
            fact("数值", str(publication.value)),
            fact("期间", publication.over.label),
            fact("统计截止", at=publication.as_of),
            fact("提请", publication.published_by.name),
            fact("签发", signed),
            fact("签发时间", at=publication.verified_at),
            fact("更正", _instead_of(publication)),
            fact("依据或出处", publication.document),
        ),
        texts=[*_terms(publication.code), *texts(("说明", publication.reason))],
    )


def _terms(code: str) -> list[tuple[str, str]]:
    """Definition and base as they are today; a figure that nobody counts any more has none."""
    figure = figures().get(code)
    return [("口径", in_words(figure.definition)), ("底数", in_words(figure.base))] if figure else []


def _instead_of(publication: Published) -> str:
    was = publication.revises
    return f"代替 {was.number} 公布的 {was.value}" if was else ""


KIND = Kind(
    table=PUBLICATION_VERBS,
    slug="publications",
    label="公布数字",
    icon="chart-bar",
    lead="城市对外说的每一个数：一人提请，市领导签发。签发以后，群众在“公开的数字”里看到它的口径、底数和统计截止时间。",
    empty="提请的数会出现在这里；签发之后，群众也看得到。",
    states=S,
    visible=publications_visible_to,
    find=publication_for,
    facts=lambda publication, actor: publication_facts(publication),
    show=show,
    title=title,
    who=lambda publication: f"{publication.published_by.name}提请",
    related=("published_by",),
    on_page=("published_by", "verified_by", "reason", "revises"),
    words=("number__startswith", "name__icontains"),
    roles=READERS,
    opening="提请公布",
    closed=True,
    open=Q(state=S.PROPOSED),
    began="提请时间",
)


def _may(actor: Actor) -> Refusal | None:
    return may_propose(actor, city=city().pk)


PROPOSING = Making(
    label="提请公布",
    action=propose_publication,
    may=_may,
    back="workbench:publications",
    back_label="公布数字",
    url=KIND.url,
    lead="现在就算出来并固定下来，由市领导签发这一个数；签发后，群众在“公开的数字”里看到它和它的口径。已经公布过的期间，这就是一次更正，原来的值一并留着。",
    done="已提请公布。接下来：市领导签发；签发以前，您可以撤回。",
)


PROMISES = {
    "decide": "同意，群众马上在“公开的数字”里看到它；不同意，这个数就当没有提过，可以重新提请。",
    "withdraw": "这个数不会公布，也不再等签发；同一期间可以重新提请。",
    "correct": "现在重新计算同一期间；签发以前，原来公布的数照旧有效，签发以后也一并留着。",
}
NOUN = replace(KIND.noun, promise=lambda verb, publication: PROMISES[verb.code])


def publication_urls() -> list[URLPattern]:
    return [
        path("publications/", list_page(KIND, lambda actor: _may(actor) is None), name="publications"),
        path("publications/new/", making_page(PROPOSING), name="publications-new"),
        path("publications/by-id/<int:pk>/", by_id(KIND), name="publications-by-id"),
        path("publications/<str:number>/", one_page(KIND), name="publications-one"),
        path("publications/<str:number>/<slug:verb>/", verb_page(NOUN), name="publications-verb"),
    ]
