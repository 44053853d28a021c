"""The five nouns as their lists and pages know them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from bihuan.domain.organisations.choices import Role
from bihuan.domain.remedies import queries
from bihuan.domain.remedies.choices import (
    CampaignState,
    ClueState,
    LongTermState,
    OrderState,
    UpwardState,
)
from bihuan.domain.remedies.rules.clues import SIGNATORIES
from bihuan.domain.remedies.rules.upward import DRAFTERS
from bihuan.domain.remedies.verbs import (
    CAMPAIGN_VERBS,
    CLUE_VERBS,
    LONG_TERM_VERBS,
    ORDER_VERBS,
    UPWARD_VERBS,
)
from bihuan.faces.shared.verb_pages import Noun
from bihuan.faces.workbench.names import office_words
from bihuan.faces.workbench.remedies import campaigns, clues, long_term, orders, upward
from bihuan.faces.workbench.remedies.shown import Shown
from bihuan.kernel.access import Actor
from bihuan.kernel.states import StateCodes
from bihuan.kernel.verbs import VerbTable

OFFICES = (Role.OFFICE, Role.CHECKER, Role.LEADER)
WORKERS = (*OFFICES, *DRAFTERS)

AT_WORK = Q(ended_at=None)


@dataclass(frozen=True, slots=True)
class Kind:
    """`slug`: its place in URLs. `who`: whose turn or charge a list names. `words`: what its search looks at. `roles`: who is shown it;
    `closed`: to others it does not exist at all. `by`: the column that an address names. `open`: which rows are still at work.
    `in_state`: rows in a state, where that is no column. `began`: what its first moment is called. `says_itself`: its title says what it is, so that
    a list of several nouns does not say it twice."""

    table: VerbTable
    slug: str
    label: str
    icon: str
    lead: str
    empty: str
    states: type[StateCodes]
    visible: Callable[[Actor], QuerySet[Any]]
    find: Callable[[Actor, str], Any]
    facts: Callable[[Any, Actor], Any]
    show: Callable[[Any, Actor, datetime], Shown]
    title: Callable[[Any], str]
    who: Callable[[Any], str]
    related: tuple[str, ...]
    on_page: tuple[str, ...]
    words: tuple[str, ...]
    roles: tuple[str, ...]
    opening: str
    closed: bool = False
    letter: bool = False
    by: str = "number"
    open: Q = AT_WORK
    in_state: Callable[[QuerySet[Any], str], QuerySet[Any]] = lambda rows, state: rows.filter(state=state)
    state_of: Callable[[Any], Any] = lambda thing: thing.state
    key_of: Callable[[Any], Any] = lambda thing: thing.number
    began: str = "开始"
    says_itself: bool = False
    # how values in its journal entries are said, by name
    say: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """What duties, approvals and the journal call it."""
        return self.table.noun

    @property
    def list_url(self) -> str:
        return f"workbench:{self.slug}"

    @property
    def make_url(self) -> str:
        return f"workbench:{self.slug}-new"

    def url(self, thing: Any) -> str:
        return reverse(f"workbench:{self.slug}-one", args=[self.key_of(thing)])

    def state(self, thing: Any) -> StateCodes:
        return self.states(self.state_of(thing))

    @property
    def noun(self) -> Noun:
        """The same as verb pages know it."""
        return Noun(
            table=self.table,
            find=self.find,
            facts=self.facts,
            subject=lambda thing: thing.subject,
            home=self.url,
            name=lambda thing: f"{self.label} {thing.number}",
        )


@cache
def kinds() -> Mapping[str, Kind]:
    """By slug, in the order in which they stand on the left."""
    rows = (
        Kind(
            table=ORDER_VERBS,
            slug="orders",
            label="责令整改",
            icon="gavel",
            lead="一件事背后的规则不改，还会再来。下达给单位，规则落实、群众补救、试运行用数字证明，核验通过才算完。",
            empty="由工单引起的整改会出现在这里。从工单页面或右上角发起。",
            states=OrderState,
            visible=queries.orders_visible_to,
            find=queries.order_for,
            facts=queries.order_facts,
            show=orders.show,
            title=lambda order: order.title,
            who=lambda order: office_words(order.unit),
            related=("unit__unit", "unit__desk__unit"),
            on_page=(
                "office__unit",
                "office__desk__unit",
                "unit__unit",
                "unit__desk__unit",
                "found",
                "root",
                "plan",
            ),
            words=("number__startswith", "title__icontains"),
            roles=WORKERS,
            opening="责令整改",
            letter=True,
        ),
        Kind(
            table=UPWARD_VERBS,
            slug="upward",
            label="向上反映",
            icon="file-export",
            lead="本级办不了、政策没有覆盖的，不能一拒了之：把同类问题一起报给上级，答复来了逐件告诉反映人。",
            empty="报给上级的问题会出现在这里。从工单页面或右上角起草。",
            states=UpwardState,
            visible=queries.upwards_visible_to,
            find=queries.upward_for,
            facts=queries.upward_facts,
            show=upward.show,
            title=lambda report: report.title,
            who=lambda report: office_words(report.unit),
            related=("unit__unit", "unit__desk__unit"),
            on_page=(
                "office__unit",
                "office__desk__unit",
                "unit__unit",
                "unit__desk__unit",
                "drafted_in__unit",
                "drafted_in__desk__unit",
                "problem",
                "request",
                "answer_text",
            ),
            words=("number__startswith", "title__icontains", "superior__icontains"),
            roles=WORKERS,
            opening="起草向上反映",
            letter=True,
        ),
        Kind(
            table=CAMPAIGN_VERBS,
            slug="campaigns",
            label="专项治理",
            icon="stack-2",
            lead="一段时间集中办一类问题：任何来源的工单都可以纳入，台账按问题领域对得上。",
            empty="发起的专项治理会出现在这里。",
            states=CampaignState,
            visible=queries.campaigns_visible_to,
            find=queries.campaign_by_number,
            facts=queries.campaign_facts,
            show=campaigns.show,
            title=lambda campaign: campaign.name,
            who=lambda campaign: office_words(campaign.lead),
            related=("lead__unit", "lead__desk__unit"),
            on_page=(
                "office__unit",
                "office__desk__unit",
                "lead__unit",
                "lead__desk__unit",
                "scope",
                "effect",
            ),
            words=("number__startswith", "name__icontains", "code__icontains"),
            roles=WORKERS,
            opening="发起专项治理",
        ),
        Kind(
            table=LONG_TERM_VERBS,
            slug="long-term",
            label="挂账事项",
            icon="hourglass",
            lead="要很久才能办成的，经领导批准挂账：期限停下，里程碑接着算，每季度检查一次，一直算在办。",
            empty="需要较长时间才能办成的工单，申请挂账后会出现在这里。",
            states=LongTermState,
            visible=queries.long_terms_visible_to,
            find=queries.long_term_for,
            facts=queries.long_term_facts,
            show=long_term.show,
            title=long_term.title,
            who=lambda item: office_words(item.office),
            related=("case", "office__unit", "office__desk__unit"),
            on_page=("office__unit", "office__desk__unit", "case__office", "reason"),
            words=("number__startswith", "case__number__startswith"),
            roles=WORKERS,
            opening="起草挂账",
        ),
        Kind(
            table=CLUE_VERBS,
            slug="clues",
            label="线索移送",
            icon="shield-lock",
            lead="违纪违法线索由两个人签字，移送有管辖权的机关。只有两位签字人和对方看得到，工单上不写。",
            empty="您签过字的移送函，或移送给您单位的线索，会出现在这里。",
            states=ClueState,
            visible=queries.clues_visible_to,
            find=queries.clue_for,
            facts=queries.clue_facts,
            show=clues.show,
            title=lambda clue: clue.letter or "移送函（待第二人签字）",
            who=lambda clue: office_words(clue.organ),
            related=("organ__unit", "organ__desk__unit"),
            on_page=(
                "office__unit",
                "office__desk__unit",
                "organ__unit",
                "organ__desk__unit",
                "case__office",
                "gist",
                "outcome",
                "first_signer",
                "second_signer",
            ),
            words=("number__startswith", "letter__icontains"),
            roles=(*SIGNATORIES, Role.INSPECTOR),
            opening="移送线索",
            closed=True,
        ),
    )
    return {kind.slug: kind for kind in rows}
