"""Files in a form. They are received before the action runs and stay received when it refuses: nobody uploads twice."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import receive_file
from bihuan.kernel.attachments.gates import giver_of
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.refusals import Refusal


class Files:
    """What came with a form: new uploads, and the keys of files received earlier."""

    def __init__(self, uploads: list[Any], kept: list[str]) -> None:
        self.uploads = uploads
        self.kept = kept


class FilesWidget(forms.ClearableFileInput):
    """A file input for several, and a ticked box per file that is already with us."""

    template_name = "shared/widgets/files.html"
    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"multiple": True})
        self.kept: list[tuple[str, str]] = []  # (key, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        context["widget"]["kept"] = self.kept
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Files:
        uploads = files.getlist(name) if isinstance(files, MultiValueDict) else []
        kept = data.getlist(f"{name}__kept") if hasattr(data, "getlist") else []
        return Files(uploads, kept)


class FilesField(forms.Field):
    """Gives a list of attachments. `receive` comes first: it writes, and a form's validation must not."""

    widget: Any = FilesWidget

    def __init__(self, actor: Actor, **options: Any) -> None:
        super().__init__(**options)
        self.actor = actor
        self.received: list[Attachment] = []
        self.refused: list[str] = []

    def receive(self, files: Files, at: datetime) -> None:
        """Take in what came; a file that cannot be taken is said beside the field."""
        self.received = self._received_before(files.kept)
        for upload in files.uploads:
            try:
                self.received.append(receive_file(upload=upload, by=self.actor, at=at, subject=None))
            except Refusal as refusal:
                self.refused.append(f"{upload.name}：{refusal}")
        self.widget.kept = [(a.key, a.original_name) for a in self.received]

    def clean(self, value: Any) -> list[Attachment]:
        if self.refused:
            raise ValidationError(self.refused)
        if self.required and not self.received:
            raise ValidationError(self.error_messages["required"], code="required")
        return self.received

    def _received_before(self, keys: list[str]) -> list[Attachment]:
        """Only files that this very actor sent in and that belong to nothing yet."""
        kept = Attachment.objects.filter(
            key__in=keys, given_by=giver_of(self.actor), subject_kind="", erased_at=None
        )
        found = list(kept.order_by("id"))
        if len(found) < len(set(keys)):
            self.refused.append("有文件没有保存下来，请重新选择。")
        return found
