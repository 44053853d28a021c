"""办件日志: bring in a CSV, remove it. The file loses every number on the way in."""

import hashlib
import hmac
import secrets
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.timezone import make_aware

from bihuan.domain.organisations.models import Office
from bihuan.domain.services.models import Item
from bihuan.domain.services.queries import version_on
from bihuan.domain.walkthroughs.choices import LogState
from bihuan.domain.walkthroughs.evidence.reading import BadLog, Read, read_csv
from bihuan.domain.walkthroughs.models import HandlingLog
from bihuan.domain.walkthroughs.queries.facts import log_facts
from bihuan.domain.walkthroughs.rules.logs import may_keep, may_remove
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.tracked import lock, number_it, record_step, refuse_empty

BLOCK = 1 << 20


def keep_log(
    *, by: Actor, at: datetime, unit: Office, title: str, file: Any, item: Item | None = None
) -> tuple[HandlingLog, Read]:
    """导入办件日志: what was read and what was left out; refused as a whole where nothing holds."""
    refuse_empty(title, "title", "请写名称。")
    refuse_unless_fits(HandlingLog, {"title": title.strip()})
    refuse_unless(may_keep(by, unit.pk))
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "log.csv", Path(folder) / "log.parquet"
        with source.open("wb") as copy:
            while block := file.read(BLOCK):
                copy.write(block)
        try:
            read = read_csv(source, target, key=_key())
        except BadLog as error:
            raise Malformed("bad_log", str(error), fields={"file": str(error)}) from error
        with target.open("rb") as kept:
            name = default_storage.save(f"handling-logs/{secrets.token_urlsafe(24)}.parquet", File(kept))
    try:
        return _written(unit, title, item, read, name, by=by, at=at), read
    except BaseException:
        default_storage.delete(name)  # what is not on record is not kept
        raise


def _written(
    unit: Office, title: str, item: Item | None, read: Read, name: str, *, by: Actor, at: datetime
) -> HandlingLog:
    with transaction.atomic():
        log = HandlingLog.objects.create(
            unit=unit,
            title=title.strip(),
            item=item,
            item_version=version_on(item, day_of(at)) if item else None,
            file=name,
            events=read.events,
            handlings=read.handlings,
            refused=read.refused,
            from_at=make_aware(read.first),
            to_at=make_aware(read.last),
            opened_at=at,
        )
        number_it(log, at=at)
        data = {
            "number": log.number,
            "events": log.events,
            "handlings": log.handlings,
            "refused": log.refused,
        }
        record_step(log, "keep", by=by, at=at, data=data)
        return log


def remove_log(*, handling_log: HandlingLog, by: Actor, at: datetime, seen: int | None = None) -> HandlingLog:
    """删除: the file is gone; the record that it was there stays."""
    with transaction.atomic():
        log = lock(handling_log, "unit", seen=seen)
        refuse_unless(may_remove(log_facts(log), by))
        log.state, log.ended_at = LogState.REMOVED, at
        record_step(log, "remove", by=by, at=at)
        transaction.on_commit(lambda: default_storage.delete(log.file))
        return log


def _key() -> str:
    """Digests of handling numbers can be compared within this city, and undone by nobody."""
    return hmac.new(settings.SECRET_KEY.encode(), b"handling-log", hashlib.sha256).hexdigest()
