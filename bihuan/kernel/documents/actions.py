"""The only writer of documents."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import receive_file
from bihuan.kernel.documents.models import Document
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.refusals import Malformed


def keep_document(
    *, kind: str, title: str, content: bytes, subject: Subject, by: Actor, at: datetime, number: str = ""
) -> Document:
    """Store a paper with its subject, whose lock the caller holds; the caller journals `reference` in the same transaction."""
    with transaction.atomic():
        if number and Document.objects.filter(kind=kind, number=number).exists():
            raise Malformed("document_number_taken", f"文号“{number}”已经用过。", "请换一个文号。")
        upload = ContentFile(content, name=f"{title}.docx")
        attachment = receive_file(upload=upload, by=by, at=at, subject=subject, item=f"document:{kind}")
        return Document.objects.create(
            kind=kind,
            number=number,
            title=title,
            subject_kind=subject.kind,
            subject_id=subject.id,
            sha256=attachment.sha256,
            attachment=attachment,
            made_at=at,
        )
