"""From rows to what the rules may know. Hands are read from the journal: it names the person of every step, and the one acted for."""

from django.db.models import Sum

from bihuan.domain.organisations.choices import AREA_BODIES
from bihuan.domain.remedies.models import Campaign, DisciplineClue, LongTerm, Order, Trial, Upward
from bihuan.domain.remedies.rules.campaigns import CampaignFacts
from bihuan.domain.remedies.rules.clues import ClueFacts
from bihuan.domain.remedies.rules.long_term import LongTermFacts
from bihuan.domain.remedies.rules.orders import OrderFacts, unbroken
from bihuan.domain.remedies.rules.upward import UpwardFacts, signer_of
from bihuan.kernel.access import Actor
from bihuan.kernel.tracked import hands_of


def order_facts(order: Order, actor: Actor | None = None) -> OrderFacts:
    """An order, its current cycle."""
    measures = list(order.measures.filter(cycle=order.cycle))
    trial = Trial.objects.filter(order=order, cycle=order.cycle).first()
    redressed = order.redresses.filter(cycle=order.cycle).aggregate(n=Sum("persons"))["n"]
    return OrderFacts(
        state=order.state,
        office=order.office_id,
        unit=order.unit_id,
        hands=hands_of(order),
        measures=len(measures),
        measures_open={m.place: m.office_id for m in measures if m.established_at is None},
        redress_required=order.redress_required,
        redress_finished=order.redressed_at is not None,
        redressed_persons=redressed or 0,
        trial_target=trial.target if trial else 0,
        trial_total=unbroken(trial.readings.values_list("on", "number", "failed")) if trial else 0,
        self_checks_open=frozenset(
            order.self_checks.filter(answered_at=None).values_list("unit_id", flat=True)
        ),
    )


def upward_facts(upward: Upward, actor: Actor | None = None) -> UpwardFacts:
    return UpwardFacts(
        state=upward.state,
        office=upward.office_id,
        unit=upward.unit_id,
        drafted_in=upward.drafted_in_id,
        cases=upward.upward_cases.count(),
        signer=signer_of(is_area=upward.unit.body_kind in AREA_BODIES),
        hands=hands_of(upward),
    )


def campaign_facts(campaign: Campaign, actor: Actor | None = None) -> CampaignFacts:
    return CampaignFacts(
        state=campaign.state,
        office=campaign.office_id,
        lead=campaign.lead_id,
        areas=campaign.areas.count(),
        has_effect=campaign.effect_id is not None,
    )


def long_term_facts(long_term: LongTerm, actor: Actor | None = None) -> LongTermFacts:
    milestones = list(long_term.milestones.all())
    return LongTermFacts(
        state=long_term.state,
        office=long_term.office_id,
        milestones=len(milestones),
        milestones_open={m.place: m.office_id for m in milestones if m.reached_at is None},
    )


def clue_facts(clue: DisciplineClue, actor: Actor | None = None) -> ClueFacts:
    return ClueFacts(
        state=clue.state,
        office=clue.office_id,
        organ=clue.organ_id,
        first_signer=clue.first_signer_id,
        second_signer=clue.second_signer_id,
    )
