"""公布数字: proposed by the city's office, signed by a leader or taken back before; what was published is corrected, and the old value stays
named.
"""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.indicators.queries import city, publication_facts, standing
from bihuan.domain.indicators.rules import SIGNER, may_correct, may_decide, may_propose, may_withdraw
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import (
    Figure,
    Period,
    Signer,
    correct_figure,
    decide_figure,
    propose_figure,
    withdraw_figure,
)
from bihuan.kernel.figures.models import Published
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.tracked import lock, refuse_empty
from bihuan.kernel.verbs import line, note, pick, verdict


def propose_publication(
    *,
    by: Actor,
    at: datetime,
    figure: Annotated[Figure, pick("公布哪个数", "figure")],
    period: Annotated[str, line("期间", "写法：2026、2026-Q3 或 2026-10")],
    reason: Annotated[str, note("说明", "给签发人看；更正已经公布的，写明原因")],
    document: Annotated[str, line("依据或出处", "可以不写")] = "",
) -> Published:
    """提请公布: the number is computed now and frozen; the leader signs this one. Of a period that was published, this is a correction."""
    refuse_unless(may_propose(by, city=city().pk))
    over = _period(period, at)
    refuse_empty(reason, "reason", "请写说明。")
    refuse_unless_fits(Published, {"document": document.strip()})
    said = standing(figure.code, over)
    if said is not None:
        return correct_publication(publication=said, by=by, at=at, reason=reason, document=document)
    return propose_figure(
        code=figure.code,
        period=over,
        as_of=at,
        put_to=_signer(at),
        by=by,
        at=at,
        reason=reason,
        document=document.strip(),
    )


def decide_publication(
    *,
    publication: Published,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    granted: Annotated[bool, verdict("同意公布")],
    answer: Annotated[str, note("意见")] = "",
) -> Published:
    """签发: the leader signs exactly this number, and the city has said it; or does not, and it was never said."""
    with transaction.atomic():
        publication = lock(publication, seen=seen)
        refuse_unless(may_decide(publication_facts(publication), by))
        return decide_figure(published=publication, by=by, at=at, granted=granted, answer=answer)


def withdraw_publication(
    *, publication: Published, by: Actor, at: datetime, seen: int | None = None
) -> Published:
    """撤回: whoever proposed it takes it back before it is signed; the period may be proposed again."""
    with transaction.atomic():
        publication = lock(publication, seen=seen)
        refuse_unless(may_withdraw(publication_facts(publication), by))
        return withdraw_figure(published=publication, by=by, at=at)


def correct_publication(
    *,
    publication: Published,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("更正的原因", "给签发人看")],
    document: Annotated[str, line("依据或出处", "不写就沿用原来的")] = "",
) -> Published:
    """更正: the same period is counted again now; what was said holds until the new number is signed, and stays named after it."""
    with transaction.atomic():
        publication = lock(publication, seen=seen)
        refuse_unless(may_correct(publication_facts(publication), by))
        refuse_empty(reason, "reason", "请写明更正的原因。")
        refuse_unless_fits(Published, {"document": document.strip()})
        return correct_figure(
            published=publication,
            as_of=at,
            put_to=_signer(at),
            by=by,
            at=at,
            reason=reason,
            document=document.strip(),
        )


def _signer(at: datetime) -> Signer:
    return Signer(city().key, SIGNER, value("indicators.sign_limit", on=day_of(at)))


def _period(text: str, at: datetime) -> Period:
    """A stretch that has begun: of the future there is nothing to say."""
    try:
        over = Period.parse(text.strip())
    except ValueError as error:
        raise Malformed("no_such_period", str(error), fields={"period": str(error)}) from None
    if over.from_on > day_of(at):
        raise Malformed("period_not_begun", "这个期间还没有开始。", fields={"period": "请填已经开始的期间。"})
    return over
