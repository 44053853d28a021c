"""The words by which the people of a case could be known."""

from collections.abc import Collection

from django.db.models import Q

from bihuan.domain.cases.models import Case


def private_words_of(case: Case) -> tuple[str, ...]:
    """Names and numbers of everybody outside who has to do with it, merged cases included."""
    return private_words_in([case.pk])


def private_words_in(cases: Collection[int]) -> tuple[str, ...]:
    """The same of many cases. One query."""
    rows = Case.objects.filter(Q(pk__in=cases) | Q(lead__in=cases))
    people = rows.values_list("reporters__name", "reporters__phone")
    return tuple(
        dict.fromkeys(word.strip() for row in people for word in row if word and len(word.strip()) > 1)
    )
