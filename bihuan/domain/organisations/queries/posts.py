"""Finding posts and shifts by words."""

from django.db.models import Q

from bihuan.domain.organisations.models import Post, Shift
from bihuan.domain.organisations.queries.people import INSIDERS
from bihuan.kernel.access import Actor
from bihuan.kernel.fitting import without_nul


def find_posts(actor: Actor, words: str, *, limit: int = 20) -> list[Post]:
    """Posts that are not closed, by title or office."""
    if actor.kind not in INSIDERS:
        return []
    words = without_nul(words)
    found = Post.objects.filter(closed_on=None).filter(
        Q(title__contains=words) | Q(office__short_name__contains=words) | Q(office__name__contains=words)
    )
    return list(found.select_related("office").order_by("office__path", "id")[:limit])


def find_shifts(actor: Actor, words: str, *, limit: int = 20) -> list[Shift]:
    """Shifts, the latest first, by person or office."""
    if actor.kind not in INSIDERS:
        return []
    words = without_nul(words)
    found = Shift.objects.filter(Q(person__name__contains=words) | Q(office__short_name__contains=words))
    return list(found.select_related("person", "office").order_by("-from_at", "id")[:limit])
