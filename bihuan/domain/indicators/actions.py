"""公布数字: proposed by the city's office, signed by a leader; what was published already is corrected, and the old value stays named."""

from datetime import datetime
from typing import Annotated

from bihuan.domain.indicators.queries import city, standing
from bihuan.domain.indicators.rules import SIGNER, may_propose
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Figure, Period, Signer, propose_figure, revise_figure
from bihuan.kernel.figures.models import Published
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import line, note, pick


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
    if not reason.strip():
        raise Malformed("no_reason", "还没有写说明。", fields={"reason": "请写说明。"})
    put_to = Signer(city().key, SIGNER, value("indicators.sign_limit", on=day_of(at)))
    said = standing(figure.code, over)
    if said is not None:
        return revise_figure(published=said, as_of=at, put_to=put_to, by=by, at=at, reason=reason)
    return propose_figure(
        code=figure.code,
        period=over,
        as_of=at,
        put_to=put_to,
        by=by,
        at=at,
        reason=reason,
        document=document.strip()[:200],
    )


def _period(text: str, at: datetime) -> Period:
    """A stretch that has begun: of the future there is nothing to say."""
    try:
        over = Period.parse(text.strip())
    except ValueError as error:
        raise Malformed("no_such_period", str(error), fields={"period": str(error)}) from None
    if over.from_on > day_of(at):
        raise Malformed("period_not_begun", "这个期间还没有开始。", fields={"period": "请填已经开始的期间。"})
    return over
