"""The tags of all faces: `{% load bihuan %}`. `docs/faces.md` shows each with an example."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bihuan.faces.shared import nav
from bihuan.faces.shared.components.funnels import Step, funnel_of
from bihuan.faces.shared.components.lights import light_of
from bihuan.faces.shared.components.sparks import spark_of
from bihuan.faces.shared.components.time_account import Stretch, time_account
from bihuan.faces.shared.definitions import in_words
from bihuan.faces.shared.paging import COUNTED_TO
from bihuan.faces.shared.wording import dates, numbers
from bihuan.kernel.calendar import city_calendar, local_of, wording
from bihuan.kernel.clock import now
from bihuan.kernel.identifiers.masks import mask_name, mask_phone
from bihuan.kernel.refusals import Refusal
from bihuan.kernel.verbs import Verb

register = template.Library()
Context = dict[str, Any]
TONES = frozenset({"blue", "teal", "purple", "grey", "red", "amber", "green"})


def _at(context: Context) -> datetime:
    """The moment of the request; a page without one (an error, a mail) asks the clock."""
    moment = getattr(context.get("request"), "at", None)
    return moment if isinstance(moment, datetime) else now()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "bell" %}` is decoration; with a label it speaks."""
    href = f"{static('vendor/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.simple_tag
def mark() -> SafeString:
    """Our own sign: the closed loop."""
    href = f"{static('bihuan/mark.svg')}#mark"
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><use href="{}"></use></svg>', href
    )


@register.simple_tag(takes_context=True)
def moment(context: Context, value: datetime | None) -> str | SafeString:
    """昨天 10:32, exact on hover."""
    if value is None:
        return "—"
    words = dates.moment_words(value, _at(context))
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', value.isoformat(), dates.exact_words(value), words
    )


@register.simple_tag(takes_context=True)
def day(context: Context, value: date | None) -> str | SafeString:
    """11月3日."""
    if value is None:
        return "—"
    words = dates.day_words(value, local_of(_at(context)).date())
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', value.isoformat(), value.isoformat(), words
    )


@register.inclusion_tag("shared/tags/due.html", takes_context=True)
def due(context: Context, value: datetime | None, provisional: bool = False, done: bool = False) -> Context:
    """今天 17:30 前 · 还剩 2 个工作日 · 已超期 1 天, with its light. `done`: the clock no longer runs."""
    if value is None or done:
        return {
            "light": light_of("none"),
            "value": value,
            "done": done,
            "exact": dates.exact_words(value) if value else "",
        }
    words = dates.due_words(value, _at(context), city_calendar().is_working_day)
    return {"light": light_of(words.light), "words": words, "value": value, "provisional": provisional}


@register.inclusion_tag("shared/tags/light.html")
def light(colour: str, word: str = "") -> Context:
    """A light by its stored word: green, yellow, red."""
    return {"light": light_of(colour or "green", word)}


@register.simple_tag
def badge(state: Any, colour: str = "") -> str | SafeString:
    """A state from `choices.py`: its label in its own colour. A plain text is grey unless a colour is given."""
    if state in (None, ""):
        return ""
    tone = colour or str(getattr(state, "colour", "grey"))
    label = getattr(state, "label", state)
    return format_html('<span class="badge tone-{}">{}</span>', tone if tone in TONES else "grey", label)


@register.filter
def masked_phone(value: str) -> str:
    """138****1234."""
    return mask_phone(value or "") or "—"


@register.filter
def masked_name(value: str) -> str:
    """张*."""
    return mask_name(value or "") or "—"


@register.filter
def grouped(value: int | None) -> str:
    """12,345."""
    return "—" if value is None else numbers.count_words(value)


@register.filter
def stopped(value: int) -> str:
    """A count that stopped at 1,000: 1,000+."""
    return (
        numbers.count_words(min(value, COUNTED_TO + 1), COUNTED_TO)
        if value <= COUNTED_TO
        else f"{COUNTED_TO:,}+"
    )


@register.filter
def limit(value: Any) -> str:
    """3 wd as 3 个工作日."""
    return numbers.limit_words(str(value))


@register.filter
def worked(minutes: int) -> str:
    """11 小时 30 分钟, of working time."""
    return wording.worked(minutes)


@register.filter
def span(minutes: int) -> str:
    """2 天 3 小时."""
    return dates.span_words(minutes)


@register.simple_tag
def ratio(part: int | None, whole: int | None, period: str = "", digits: int = 1) -> SafeString:
    """93.1 %（1,114 / 1,196，2023 年）. No template of its own: its last line would part it from the 。 behind it."""
    return format_html(
        '<span class="rate"><strong>{}</strong> <span class="quiet">（{}）</span></span>',
        numbers.ratio_words(part, whole, digits),
        numbers.base_words(part, whole, period),
    )


register.filter("in_words", in_words)


@register.inclusion_tag("shared/tags/figure.html")
def figure(
    name: str,
    value: Any,
    base: str = "",
    unit: str = "",
    url: str = "",
    definition: str = "",
    course: Sequence[float] = (),
) -> Context:
    """A number with its name, what it stands on, its course, and the way to the records behind it."""
    shown = numbers.count_words(value) if isinstance(value, int) else ("—" if value is None else value)
    return {
        "name": name,
        "value": shown,
        "base": base,
        "unit": unit,
        "url": url,
        "definition": in_words(definition),
        "spark": spark_of(course, unit),
    }


@register.inclusion_tag("shared/tags/spark.html")
def spark(values: Sequence[float], unit: str = "") -> Context:
    return {"spark": spark_of(values, unit)}


@register.inclusion_tag("shared/tags/verbs.html")
def verb_buttons(answers: Iterable[tuple[Verb, Refusal | None]], base_url: str, main: str = "") -> Context:
    """What is allowed now, as buttons to `base_url` + slug; below, what is not, and why. `main`: the code of the likely next step."""
    rows = list(answers)
    allowed = [verb for verb, refusal in rows if refusal is None]
    first = main or (allowed[0].code if allowed else "")
    return {
        "allowed": [(verb, f"{base_url}{verb.slug}/", verb.code == first) for verb in allowed],
        "refused": [
            (verb, refusal) for verb, refusal in rows if refusal is not None and refusal.status != 404
        ],
    }


@register.inclusion_tag("shared/tags/pager.html", takes_context=True)
def pager(context: Context, page: Any, unit: str = "件") -> Context:
    """How many there are, and the way on and back; filters in the URL stay."""
    return {"page": page, "unit": unit, "request": context["request"]}


@register.inclusion_tag("shared/tags/filters.html")
def filter_bar(filters: Any) -> Context:
    """The controls of a `ListFilter`, and a chip for each that is set."""
    return {"filters": filters, "chips": filters.chips()}


@register.inclusion_tag("shared/tags/time_account.html")
def time_bar(stretches: Sequence[Stretch], day_minutes: int = 24 * 60, caption: str = "时间账") -> Context:
    """The 时间账 with its table."""
    return {"account": time_account(stretches, day_minutes=day_minutes), "caption": caption}


@register.inclusion_tag("shared/timeline.html", takes_context=True)
def timeline(context: Context, items: Iterable[Any]) -> Context:
    """`timeline_of(history(subject))`, newest last."""
    return {"items": items, "request": context.get("request")}


@register.inclusion_tag("shared/tags/funnel.html")
def funnel(steps: Sequence[Step], label: str) -> Context:
    return {"steps": funnel_of(steps), "label": label}


@register.inclusion_tag("shared/tags/empty.html")
def empty(title: str, text: str = "", icon: str = "inbox", url: str = "", action: str = "") -> Context:
    """What will appear here, and the first step."""
    return {"title": title, "text": text, "icon_name": icon, "url": url, "action": action}


@register.simple_tag(takes_context=True)
def nav_groups(context: Context) -> list[nav.Group]:
    """The left side for this actor; the page draws it twice and asks once."""
    request = context["request"]
    if not hasattr(request, "nav_groups"):
        request.nav_groups = nav.groups_for(request.actor, request.at, request.path)
    return list(request.nav_groups)
