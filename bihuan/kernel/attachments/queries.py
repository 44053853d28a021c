"""Questions about files."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.gates import giver_of
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.journal.subjects import Subject


@dataclass(frozen=True, slots=True)
class EarlierUse:
    """The same picture or file came before. exact: the same bytes; otherwise it only looks the same."""

    attachment: Attachment
    exact: bool


def files_of(subject: Subject, item: str | None = None) -> QuerySet[Attachment]:
    """The files of a subject in the order in which they came; the caller has passed the subject's own gate."""
    found = Attachment.objects.filter(subject_kind=subject.kind, subject_id=subject.id, erased_at=None)
    return (found if item is None else found.filter(item=item)).order_by("id")


def orphans_of(actor: Actor, keys: Collection[str]) -> list[Attachment]:
    """What this actor gave before and has not attached yet, by the keys that a form carried."""
    found = Attachment.objects.filter(key__in=keys, subject_id=None, erased_at=None, given_by=giver_of(actor))
    return list(found.order_by("id"))


def used_before(attachment: Attachment, *, limit: int = 20) -> list[EarlierUse]:
    """Where else this file, or a picture that looks like it, was attached earlier. It informs the checker, never decides."""
    same = Q(given_sha256=attachment.given_sha256)
    if attachment.look:
        same |= Q(look=attachment.look)
    earlier = (
        Attachment.objects.filter(same, pk__lt=attachment.pk, subject_id__isnull=False)
        .exclude(subject_kind=attachment.subject_kind, subject_id=attachment.subject_id)
        .order_by("-id")[:limit]
    )
    return [EarlierUse(other, other.given_sha256 == attachment.given_sha256) for other in earlier]


def came_before(attachments: Sequence[Attachment], *, subject: Subject) -> set[int]:
    """Which of these files, or pictures that look like them, came with another subject earlier. One question for all of them."""
    digests = {file.given_sha256 for file in attachments}
    looks = {file.look for file in attachments if file.look}
    earlier = Attachment.objects.filter(
        Q(given_sha256__in=digests) | Q(look__in=looks), subject_id__isnull=False
    ).exclude(subject_kind=subject.kind, subject_id=subject.id)
    found = set(earlier.values_list("given_sha256", "look", "pk")) if attachments else set()
    return {
        file.pk
        for file in attachments
        for digest, look, pk in found
        if pk < file.pk and (digest == file.given_sha256 or (look and look == file.look))
    }
