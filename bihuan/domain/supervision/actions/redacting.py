"""What nobody may write here: who reported. Papers and public pages carry these texts, and the supervised read them. Refused while it is
written, beside the field in which it stands."""

from collections.abc import Collection

from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries.privacy import private_words_in
from bihuan.domain.cases.queries.sight import named_to
from bihuan.domain.cases.rules.publishing import LANDLINE, private_in
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Malformed


def refuse_what_tells(cases: Collection[int], *, public: bool = False, **texts: str) -> None:
    """No reporter's name or number, no identity or plate number, and of sealed and anonymous reporters not even the case's number. An
    office's telephone may stand in a paper; `public`: on a public page no number of a case and no telephone at all."""
    words = [*private_words_in(cases), *_numbers(cases, all_of_them=public)]
    fields: dict[str, str] = {}
    for name, text in texts.items():
        told = [what for what in private_in(text, words) if public or what != LANDLINE]
        if told:
            fields[name] = f"这里有{'、'.join(told)}，可能认出反映人，请去掉。"
    if fields:
        raise Malformed("tells_of_a_reporter", "现在还不能发出。", "请改好标出的几处。", fields=fields)


def known_to(by: Actor, cases: Collection[int]) -> list[int]:
    """Of these cases those whose people the writer reads of anyway. What the supervised write is compared with them only: a refusal would
    tell them that a guess of theirs was right."""
    return named_to(by, cases)


def _numbers(cases: Collection[int], *, all_of_them: bool) -> list[str]:
    rows = Case.objects.filter(pk__in=cases, number__isnull=False)
    rows = rows if all_of_them else rows.exclude(identity=Identity.NAMED)
    return [str(number) for number in rows.values_list("number", flat=True)]
