"""What may come in, as data: the content decides, the name must agree with it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """code: stored and shown as extension.   shown: a browser may show it in the page; everything else is downloaded."""

    code: str
    label: str
    content_type: str
    extensions: frozenset[str]
    family: str
    shown: bool = False


def _kind(
    code: str, label: str, content_type: str, extensions: str, family: str, shown: bool = False
) -> Kind:
    return Kind(code, label, content_type, frozenset(extensions.split()), family, shown)


_OOXML = "application/vnd.openxmlformats-officedocument"
_LIST = [
    _kind("jpg", "JPEG 图片", "image/jpeg", "jpg jpeg jpe jfif", "image", shown=True),
    _kind("png", "PNG 图片", "image/png", "png", "image", shown=True),
    # Phones give it; stored as JPEG, so never served.
    _kind("heic", "HEIC 图片", "image/heic", "heic heif hif", "image"),
    _kind("pdf", "PDF 文件", "application/pdf", "pdf", "document"),
    _kind("docx", "Word 文档", f"{_OOXML}.wordprocessingml.document", "docx wps", "document"),
    _kind("xlsx", "Excel 表格", f"{_OOXML}.spreadsheetml.sheet", "xlsx et", "document"),
    # WPS and the old Office share one container (OLE); its streams tell text from table.
    _kind("wps", "WPS 文字", "application/vnd.ms-works", "wps doc wpt", "document"),
    _kind("et", "WPS 表格", "application/vnd.ms-excel", "et xls ett", "document"),
    _kind("ofd", "OFD 版式文件", "application/ofd", "ofd", "document"),
    _kind("mp4", "MP4 视频", "video/mp4", "mp4 m4v 3gp 3g2", "video", shown=True),
    _kind("mov", "MOV 视频", "video/quicktime", "mov qt", "video", shown=True),
    _kind("webm", "WebM 录制", "video/webm", "webm weba", "video", shown=True),
    _kind("m4a", "M4A 录音", "audio/mp4", "m4a m4b", "audio", shown=True),
    _kind("amr", "AMR 录音", "audio/amr", "amr", "audio"),
    _kind("mp3", "MP3 录音", "audio/mpeg", "mp3", "audio", shown=True),
    _kind("wav", "WAV 录音", "audio/wav", "wav", "audio", shown=True),
    _kind("ogg", "OGG 录音", "audio/ogg", "ogg oga opus", "audio", shown=True),
]
KINDS: dict[str, Kind] = {kind.code: kind for kind in _LIST}
IMAGES = frozenset(kind.code for kind in _LIST if kind.family == "image")
RECORDINGS = frozenset(kind.code for kind in _LIST if kind.family in {"audio", "video"})
ACCEPT = ",".join(sorted(f".{extension}" for kind in _LIST for extension in kind.extensions))


def kind_choices() -> list[tuple[str, str]]:
    """Codes and labels; a callable, so that a new kind makes no migration."""
    return [(kind.code, kind.label) for kind in _LIST]
