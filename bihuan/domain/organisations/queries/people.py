"""How anybody gets a person: colleagues are known by login name; the public knows none."""

from django.db.models import Q

from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.access.models import Person
from bihuan.kernel.fitting import without_nul
from bihuan.kernel.refusals import NotVisible

INSIDERS = frozenset({ActorKind.PERSON, ActorKind.CALENDAR, ActorKind.TOKEN})


def person_for(actor: Actor, username: str) -> Person:
    """The gate: everybody who works here may find a colleague; a receipt holder or a passer-by may not."""
    person = Person.objects.filter(username=without_nul(username)).first() if actor.kind in INSIDERS else None
    if person is None:
        raise NotVisible("no_such_person", "没有这个人员。", "请从名单中选择。")
    return person


def find_people(actor: Actor, words: str, *, limit: int = 20) -> list[Person]:
    """Active colleagues by name, login name or the office in which they hold a post."""
    if actor.kind not in INSIDERS:
        return []
    found, words = Person.objects.filter(is_active=True), without_nul(words)
    if words:
        here = Q(tenures__to_on=None, tenures__post__office__short_name__contains=words)
        found = found.filter(Q(name__contains=words) | Q(username__startswith=words) | here).distinct()
    return list(found.order_by("username")[:limit])
