"""What everybody may read of finished cases."""

from django.db.models import QuerySet

from bihuan.domain.cases.models import Publication
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.search.queries import matching


def published() -> QuerySet[Publication]:
    """Everything on show."""
    return Publication.objects.filter(withdrawn_at=None).select_related("office", "region")


def find_published(words: str, *, category: str = "") -> QuerySet[Publication]:
    """By words and by the beginning of the category; the caller pages by keyset."""
    found = matching(published(), "publication", words)
    return found.filter(category__startswith=category) if category else found


def publication_for(pk: int) -> Publication:
    """The gate: for everybody, as long as it is on show."""
    shown = published().filter(pk=pk).first()
    if shown is None:
        raise NotVisible("not_published", "没有这一条，或者已经撤下。", "请回到列表看看别的。")
    return shown
