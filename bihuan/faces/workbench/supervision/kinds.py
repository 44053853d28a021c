"""The five nouns as their lists and pages know them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from bihuan.domain.organisations.choices import Role
from bihuan.domain.supervision import queries
from bihuan.domain.supervision.choices import (
    AppealGround,
    CardState,
    CircularState,
    Colour,
    Decision,
    InterviewState,
    OutageState,
    Rung,
    Service,
    SupervisionState,
    System,
)
from bihuan.domain.supervision.rules.common import SUPERVISORS
from bihuan.domain.supervision.verbs import (
    CARD_VERBS,
    CIRCULAR_VERBS,
    INTERVIEW_VERBS,
    OUTAGE_VERBS,
    SUPERVISION_VERBS,
)
from bihuan.faces.shared.wording.dates import exact_words
from bihuan.faces.workbench.names import office_words
from bihuan.faces.workbench.remedies.kinds import Kind
from bihuan.faces.workbench.supervision import cards, records, supervisions
from bihuan.kernel.choices import Codes
from bihuan.kernel.clock import now

OFFICES = SUPERVISORS
SUPERVISED = (Role.SECTION_HEAD, Role.DESK, Role.UNIT_HEAD, Role.UNIT_DEPUTY)


MOMENTS = ("appeal_until", "expires_at", "planned_at", "from_at", "to_at")


def _moment(value: Any) -> str:
    return exact_words(datetime.fromisoformat(str(value).replace("Z", "+00:00"))) if value else ""


def _label(codes: type[Codes]) -> Callable[[Any], str]:
    return lambda value: codes(value).label if value in codes.values else ""


SAY: Mapping[str, Callable[[Any], str]] = {
    "colour": _label(Colour),
    "decision": _label(Decision),
    "decision_ground": _label(AppealGround),
    "appeal_ground": _label(AppealGround),
    "service": _label(Service),
    "rung": _label(Rung),
    "system": _label(System),
    **dict.fromkeys(MOMENTS, _moment),
}


@cache
def kinds() -> Mapping[str, Kind]:
    """By slug, in the order in which they stand on the left."""
    rows = (
        Kind(
            table=CARD_VERBS,
            slug="cards",
            label="红黄牌",
            icon="cards",
            lead="规则只提出建议，由人核实后决定。每张牌都写明依据的日志、不计入的时间；送达后五个工作日内可以申诉，期间不公开。",
            empty="按规则建议的、已经发出的牌会出现在这里。",
            states=CardState,
            visible=queries.cards_visible_to,
            find=queries.card_for,
            facts=lambda card, actor: queries.card_facts(card, actor, at=now()),
            show=cards.show,
            title=cards.title_of,
            says_itself=True,
            who=lambda card: office_words(card.unit),
            related=("section__unit", "section__desk__unit", "unit__unit", "unit__desk__unit"),
            on_page=(
                "office__unit", "office__desk__unit", "section__unit", "section__desk__unit", "unit__unit",
                "unit__desk__unit", "person", "post", "facts", "answer", "appeal", "reasons", "absorbed_by",
                "judge__unit", "judge__desk__unit",
            ),
            words=("number__startswith", "section__name__icontains", "unit__name__icontains"),
            roles=OFFICES,
            opening="",
            say=SAY,
        ),
        Kind(
            table=SUPERVISION_VERBS,
            slug="supervisions",
            label="督办单",
            icon="gavel",
            lead="提醒、督办科室、督办单位主要负责人、挂牌督办，逐级升级；同一单位的多件列在一张单子上，到期要报告，核查属实才解除。",
            empty="发出的督办单会出现在这里。从督办台或右上角发出。",
            states=SupervisionState,
            visible=queries.supervisions_visible_to,
            find=queries.supervision_for,
            facts=lambda one, actor: queries.supervision_facts(one, actor, at=now()),
            show=supervisions.show,
            title=lambda one: f"{Rung(one.rung).label}：{one.title}",
            says_itself=True,
            who=lambda one: office_words(one.addressee),
            related=("addressee__unit", "addressee__desk__unit"),
            on_page=(
                "office__unit", "office__desk__unit", "addressee__unit", "addressee__desk__unit", "unit__unit",
                "unit__desk__unit", "demand", "reply", "previous__previous__previous",
            ),
            words=("number__startswith", "title__icontains", "unit__name__icontains"),
            roles=OFFICES,
            opening="发督办单",
            say=SAY,
        ),
        Kind(
            table=INTERVIEW_VERBS,
            slug="interviews",
            label="约谈",
            icon="messages",
            lead="约请单位负责人当面谈：指出问题，听取说明，记录承诺。纪要由被约谈人确认，不同意见一并保留。",
            empty="安排的约谈会出现在这里。",
            states=InterviewState,
            visible=queries.interviews_visible_to,
            find=queries.interview_for,
            facts=queries.interview_facts,
            show=records.show_interview,
            title=lambda one: one.title,
            who=lambda one: office_words(one.unit),
            related=("unit__unit", "unit__desk__unit"),
            on_page=(
                "office__unit", "office__desk__unit", "unit__unit", "unit__desk__unit", "person", "minutes",
                "promises", "remark", "supervision",
            ),
            words=("number__startswith", "title__icontains", "unit__name__icontains"),
            roles=OFFICES,
            opening="安排约谈",
            say=SAY,
        ),
        Kind(
            table=CIRCULAR_VERBS,
            slug="circulars",
            label="通报",
            icon="speakerphone",
            lead="把典型问题告诉各单位。只写单位和科室，不写人名、反映人和工单；申诉期没有结束的牌不能写。",
            empty="起草和印发的通报会出现在这里。",
            states=CircularState,
            visible=queries.circulars_visible_to,
            find=queries.circular_for,
            facts=queries.circular_facts,
            show=records.show_circular,
            title=lambda one: one.title,
            who=lambda one: office_words(one.office),
            related=("office__unit", "office__desk__unit"),
            on_page=("office__unit", "office__desk__unit", "text"),
            words=("number__startswith", "title__icontains"),
            roles=OFFICES,
            opening="起草通报",
            say=SAY,
        ),
        Kind(
            table=OUTAGE_VERBS,
            slug="outages",
            label="平台故障登记",
            icon="plug-x",
            lead="平台不能用的时间不算任何人的超期。一个人登记，另一个人认定；认定以后，已经算出的超期自动重算。",
            empty="登记的平台故障会出现在这里。",
            states=OutageState,
            visible=queries.outages_visible_to,
            find=queries.outage_for,
            facts=queries.outage_facts,
            show=records.show_outage,
            title=lambda one: f"{System(one.system).label}故障，{exact_words(one.from_at)}起",
            who=lambda one: office_words(one.office),
            related=("office__unit", "office__desk__unit"),
            on_page=("office__unit", "office__desk__unit", "only_unit__unit", "only_unit__desk__unit", "account"),
            words=("number__startswith",),
            roles=(*OFFICES, Role.SYSTEM_ADMIN),
            opening="登记故障",
            say=SAY,
        ),
    )  # fmt: skip
    return {kind.slug: kind for kind in rows}
