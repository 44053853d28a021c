"""From a CSV with start and end to a Parquet file that holds nobody's number. What does not hold is said row by row."""

import codecs
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COLUMNS = ("办件编号", "环节", "开始时间", "结束时间")
OPTIONAL = ("材料", "岗位")
SHOWN = 20
BLOCK = 1 << 20
MEMORY = "512MB"


class BadLog(ValueError):
    """The file as a whole cannot be read; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was left out. `line`: as a spreadsheet numbers it."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Read:
    """What came in. Times are the city's own, without a zone."""

    events: int
    handlings: int
    first: Any
    last: Any
    refused: int
    examples: Sequence[Refused]


def connected() -> Any:
    """A DuckDB of its own in memory, bounded, that fetches nothing from outside."""
    import duckdb

    base = duckdb.connect(":memory:")
    base.execute(f"SET memory_limit = '{MEMORY}'")
    base.execute("SET threads = 2")
    base.execute(f"SET temp_directory = '{tempfile.gettempdir()}'")
    base.execute("SET autoinstall_known_extensions = false")
    base.execute("SET autoload_known_extensions = false")
    return base


def read_csv(source: Path, target: Path, *, key: str) -> Read:
    """Write `target` and say what came in. `key` makes digests of handling numbers: the same number is the same digest in this city only."""
    plain = source.with_suffix(".utf8.csv")
    _to_utf8(source, plain)
    base = connected()
    try:
        return _read(base, plain, target, key)
    finally:
        base.close()
        plain.unlink(missing_ok=True)


def _read(base: Any, plain: Path, target: Path, key: str) -> Read:
    import duckdb

    try:
        base.execute(
            "CREATE TABLE raw AS SELECT row_number() OVER () + 1 AS line, *"
            " FROM read_csv(?, header = true, all_varchar = true, strict_mode = false, null_padding = true)",
            [str(plain)],
        )
    except duckdb.Error as error:
        raise BadLog("这个文件不是 CSV 表格。请用逗号分隔、第一行是列名的文件。") from error
    known = {row[0] for row in base.execute("SELECT column_name FROM (DESCRIBE raw)").fetchall()}
    missing = [name for name in COLUMNS if name not in known]
    if missing:
        asked, more = "、".join(COLUMNS), "、".join(OPTIONAL)
        raise BadLog(f"缺少列：{'、'.join(missing)}。第一行应有{asked}，可以另有{more}。")
    said = {name: f'trim("{name}")' if name in known else "NULL" for name in OPTIONAL}
    base.execute(_TYPED.format(**said), [key])
    return _kept(base, target)


# Text trimmed, times read in the forms that people use, and why a row does not hold.
_TYPED = """
CREATE TABLE typed AS
WITH said AS (
  SELECT line, trim("办件编号") AS number, trim("环节") AS step, {材料} AS material, {岗位} AS post,
    "开始时间" AS said_from, "结束时间" AS said_to,
    coalesce(try_cast("开始时间" AS TIMESTAMP), try_strptime("开始时间", ['%Y/%m/%d %H:%M', '%Y/%m/%d %H:%M:%S'])) AS began,
    coalesce(try_cast("结束时间" AS TIMESTAMP), try_strptime("结束时间", ['%Y/%m/%d %H:%M', '%Y/%m/%d %H:%M:%S'])) AS ended
  FROM raw)
SELECT line, left(sha256(? || number), 16) AS handling, step, nullif(material, '') AS material, nullif(post, '') AS post,
  began, ended,
  CASE WHEN coalesce(number, '') = '' THEN '没有办件编号' WHEN coalesce(step, '') = '' THEN '没有环节'
    WHEN began IS NULL THEN '开始时间读不懂：' || coalesce(said_from, '空')
    WHEN ended IS NULL THEN '结束时间读不懂：' || coalesce(said_to, '空')
    WHEN ended < began THEN '结束早于开始' END AS why
FROM said
"""

# Worked out once for every question: who went which way, the commonest way being the first, and how long each took.
_FLOWS = """
CREATE TABLE flows AS SELECT handling, row_number() OVER (ORDER BY handling)::INTEGER AS flow,
  list(step ORDER BY began, line) AS way, date_diff('minute', min(began), max(ended)) AS minutes
FROM log GROUP BY handling
"""
_VARIANTS = """
CREATE TABLE variants AS SELECT way, row_number() OVER (ORDER BY count(*) DESC, way)::INTEGER AS variant FROM flows GROUP BY way
"""
# `again`: how often this step was done before in the same handling; `waited`: minutes since the end of the step before.
_EVENTS = """
SELECT flow, handling, variant, minutes, step, material, post, began, ended, date_diff('minute', began, ended) AS handled,
  row_number() OVER flow AS place, row_number() OVER step - 1 AS again, lag(step) OVER flow AS before,
  CASE WHEN lag(step) OVER flow IS NOT NULL THEN greatest(0, date_diff('minute', lag(ended) OVER flow, began)) END AS waited
FROM log JOIN flows USING (handling) JOIN variants USING (way)
WINDOW flow AS (PARTITION BY flow ORDER BY began, line), step AS (PARTITION BY flow, step ORDER BY began, line)
ORDER BY flow, place
"""


def _kept(base: Any, target: Path) -> Read:
    base.execute("CREATE TABLE log AS SELECT * EXCLUDE (why) FROM typed WHERE why IS NULL")
    events, handlings, first, last = base.execute(
        "SELECT count(*), count(DISTINCT handling), min(began), max(ended) FROM log"
    ).fetchone()
    if not events:
        raise BadLog("没有一行可以采用。请核对办件编号、环节和两个时间。")
    base.execute(_FLOWS)
    base.execute(_VARIANTS)
    path = str(target).replace("'", "''")
    base.execute(f"COPY ({_EVENTS}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")  # nosec B608: a path of ours
    refused = base.execute("SELECT count(*) FROM typed WHERE why IS NOT NULL").fetchone()[0]
    examples = base.execute(
        "SELECT line, why FROM typed WHERE why IS NOT NULL ORDER BY line LIMIT ?", [SHOWN]
    ).fetchall()
    return Read(events, handlings, first, last, refused, [Refused(line, why) for line, why in examples])


def _to_utf8(source: Path, target: Path) -> None:
    """Office spreadsheets write GB18030 as often as UTF-8; the first that reads without a fault is it."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            with (
                codecs.open(str(source), "r", encoding) as said,
                target.open("w", encoding="utf-8", newline="") as plain,
            ):
                while block := said.read(BLOCK):
                    plain.write(block.replace("\x00", ""))
            return
        except UnicodeDecodeError:
            continue
    raise BadLog("这个文件的文字读不懂。请另存为 UTF-8 或 GB18030 的 CSV。")
