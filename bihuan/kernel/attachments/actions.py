"""The only writers of attachments."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import IO, cast

from django.core.files.base import File
from django.db import transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.archives import refuse_bomb
from bihuan.kernel.attachments.gates import giver_of
from bihuan.kernel.attachments.kinds import KINDS, Kind
from bihuan.kernel.attachments.limits import Limits, limits_on
from bihuan.kernel.attachments.models import Attachment, new_key, stored_path
from bihuan.kernel.attachments.photos import Photo, clean_photo
from bihuan.kernel.attachments.queries import files_of
from bihuan.kernel.attachments.recordings import private_boxes
from bihuan.kernel.attachments.sniffing import recognise
from bihuan.kernel.attachments.storing import Metered, remove, sha256_of, store
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.refusals import WrongState

ZIPPED = frozenset({"docx", "xlsx", "ofd"})
BOXED = frozenset({"mp4", "mov", "m4a"})


def receive_file(
    *,
    upload: File,  # type: ignore[type-arg]  # generic in the stubs only
    by: Actor,
    at: datetime,
    subject: Subject | None = None,
    item: str = "",
    limits: Limits | None = None,
) -> Attachment:
    """Recognise, clean and store one file; refuse with a sentence that says what may come in.

    Without a subject the file waits for `attach` and is removed after a day. Inside a transaction that rolls back the row goes
    and the bytes go with the next sweep (`remove_orphans`). A caller with a subject holds that subject's lock.
    """
    limits = limits or limits_on(at.date())
    limits.refuse_size(upload.size)
    if subject is not None:
        limits.refuse_count(files_of(subject).count(), 1)
    given: IO[bytes] = cast(IO[bytes], upload.file)
    kind = recognise(given, upload.name or "")
    limits.refuse_size(upload.size, kind)
    attachment = Attachment(
        key=new_key(),
        original_name=clean_name(upload.name or ""),
        subject_kind=subject.kind if subject else "",
        subject_id=subject.id if subject else None,
        item=item,
        given_by=giver_of(by),
        given_sha256=sha256_of(given),
        received_at=at,
    )
    _write(attachment, given, upload.size, kind, limits)
    return _saved(attachment)


def attach(*, attachments: Sequence[Attachment], subject: Subject, at: datetime, item: str = "") -> None:
    """Give waiting files to a subject whose lock the caller holds. One that is another subject's already is refused."""
    if not attachments:
        return
    with transaction.atomic():
        keys = [attachment.pk for attachment in attachments]
        held = Attachment.objects.select_for_update().filter(pk__in=keys, subject_id=None, erased_at=None)
        if len(held) != len(set(keys)):
            raise WrongState("file_not_waiting", "有附件已经过期或已用在别处。", "请重新上传后再提交。")
        limits_on(at.date()).refuse_count(files_of(subject).count(), len(keys))
        held.update(subject_kind=subject.kind, subject_id=subject.id, item=item)


def erase_files(*, subject: Subject, at: datetime, but: str = "") -> int:
    """Forget the bytes and names of a subject's files; the rows stay for the journal entries that name them. How many.

    `but`: what belongs to items that begin so is kept.
    """
    with transaction.atomic():
        found = files_of(subject).exclude(item__startswith=but) if but else files_of(subject)
        files = list(found.select_for_update())
        Attachment.objects.filter(pk__in=[file.pk for file in files]).update(
            erased_at=at, original_name="", taken_at=None, look=""
        )
        paths = [file.path for file in files]
        transaction.on_commit(lambda: remove(paths))
    return len(files)


def clean_name(name: str) -> str:
    """A name that can be shown: without folders, control and direction characters; the end is kept when it is long."""
    last = re.split(r"[\\/]", name)[-1]
    return re.sub(
        r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", "", last
    )[-200:].strip()


def _write(attachment: Attachment, given: IO[bytes], size: int, kind: Kind, limits: Limits) -> None:
    if kind.family == "image":
        photo = clean_photo(given, kind.code)
        with photo.content:
            _write_photo(attachment, photo, limits)
        return
    if kind.code in ZIPPED:
        refuse_bomb(given, size)
    patches = private_boxes(given, size) if kind.code in BOXED else {}
    _store(attachment, Metered(given, kind, limits, patches), kind)


def _write_photo(attachment: Attachment, photo: Photo, limits: Limits) -> None:
    kind = KINDS[photo.code]
    attachment.taken_at, attachment.look = photo.taken_at, photo.look
    _store(attachment, Metered(photo.content, kind, limits), kind)


def _store(attachment: Attachment, content: Metered, kind: Kind) -> None:
    store(stored_path(attachment.received_at, attachment.key), content)
    attachment.kind, attachment.size, attachment.sha256 = kind.code, content.written, content.sha256


def _saved(attachment: Attachment) -> Attachment:
    try:
        with transaction.atomic():
            attachment.save(force_insert=True)
    except BaseException:
        remove([attachment.path])
        raise
    return attachment
