"""红黄牌 on its page: what it rests on, what was left out, where it stands, what can still be done."""

from datetime import datetime

from bihuan.domain.supervision.choices import AppealGround, CardState, Colour, Decision, Service
from bihuan.domain.supervision.models import Card, Incident
from bihuan.domain.supervision.queries.terms import ground_name
from bihuan.faces.workbench.names import office_words
from bihuan.faces.workbench.remedies.shown import Shown, fact, facts, office, texts
from bihuan.faces.workbench.supervision.evidence import table_of
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.calendar.wording import worked


def title_of(card: Card) -> str:
    name = ground_name(card.ground, on=day_of(card.opened_at))
    return f"{Colour(card.colour).label}：{office_words(card.section)}，{name}"


def show(card: Card, actor: Actor, at: datetime) -> Shown:
    keys = card.card_incidents.values("key")
    incidents = list(Incident.objects.filter(key__in=keys).order_by("at", "id"))
    return Shown(
        facts=facts(
            fact("颜色", Colour(card.colour).label, tone=Colour(card.colour).colour),
            fact("情形", ground_name(card.ground, on=day_of(card.opened_at))),
            fact("责任科室", office(card.section).text),
            fact("责任单位", office(card.unit).text),
            fact(
                "当时的责任人",
                f"{card.person.name}（{card.post.title}）" if card.person and card.post else "当时无人任职",
            ),
            fact(
                "次数",
                f"{card.number_of} 次，同期应办 {card.volume} 件" if card.volume else f"{card.number_of} 次",
            ),
            fact("计入的超期", worked(card.minutes) if card.minutes else ""),
            fact("不计入的时间", worked(card.lost_minutes) if card.lost_minutes else ""),
            fact("发牌", at=card.decided_at),
            fact("送达", Service(card.service).label if card.service else "", at=card.served_at),
            fact("申诉截止", at=card.appeal_until),
            fact(
                "申诉理由",
                AppealGround(card.appeal_ground).label if card.appeal_ground else "",
                at=card.appealed_at,
            ),
            fact("提请裁定的上级", office(card.judge).text if card.judge else ""),
            fact("决定", _decided(card)),
            fact("生效", at=card.effective_at),
            fact("到期", at=card.expires_at),
            fact("并入红牌", card.absorbed_by.number if card.absorbed_by else ""),
            fact("公开", at=card.published_at),
        ),
        texts=texts(
            ("认定的事实", card.facts),
            ("书面说明", card.answer),
            ("申诉", card.appeal),
            ("决定的理由", card.reasons),
        ),
        tables=[table_of(incidents, actor)],
        notice=_notice(card),
    )


def _decided(card: Card) -> str:
    if not card.decision:
        return ""
    ground = f"，采纳：{AppealGround(card.decision_ground).label}" if card.decision_ground else ""
    return f"{Decision(card.decision).label}{ground}"


def _notice(card: Card) -> str:
    if card.state == CardState.PROPOSED:
        return "这是按规则提出的建议，还没有针对任何人。请核实依据，再决定发牌还是不发。"
    if card.doubtful_at is not None and card.state in (
        CardState.SERVED,
        CardState.EFFECTIVE,
        CardState.APPEALED,
        CardState.ISSUED,
    ):
        return "所依据的情形重新计算后已不成立，请复核是否撤销。"
    return ""
