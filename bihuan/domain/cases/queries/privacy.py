"""The words by which the people of a case could be known."""

from bihuan.domain.cases.models import Case


def private_words_of(case: Case) -> tuple[str, ...]:
    """Names and numbers of everybody outside who has to do with it, merged cases included."""
    cases = [case.pk, *case.followers.values_list("pk", flat=True)]
    people = Case.objects.filter(pk__in=cases).values_list("reporters__name", "reporters__phone")
    return tuple(
        dict.fromkeys(word.strip() for row in people for word in row if word and len(word.strip()) > 1)
    )
