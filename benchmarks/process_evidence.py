"""How long a director waits for a million events: reading them in once, then each question. One JSON line per measure; run from the checkout."""

import json
import os
import random
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")

from bihuan.domain.walkthroughs.evidence.analysing import Evidence
from bihuan.domain.walkthroughs.evidence.reading import read_csv
from bihuan.domain.walkthroughs.evidence.xes import CITY

EVENTS = 1_000_000
DECLARED = ["受理", "审查", "决定", "送达"]
QUESTIONS = ("overview", "variants", "steps", "ways", "loops", "asked_twice")


def write_log(path: Path) -> None:
    rng, written, handling = random.Random(2026), 0, 0
    begins = datetime(2026, 1, 5, 9, tzinfo=CITY)
    with path.open("w", encoding="utf-8") as file:
        file.write("办件编号,环节,开始时间,结束时间,材料\n")
        while written < EVENTS:
            handling += 1
            at = begins + timedelta(minutes=rng.randrange(200_000))
            steps = ["受理", "补正", *DECLARED] if rng.random() < 0.2 else DECLARED
            for step in steps:
                at += timedelta(minutes=rng.randrange(5, 900))
                ended = at + timedelta(minutes=rng.randrange(3, 60))
                paper = "户籍证明" if step in ("受理", "补正") and rng.random() < 0.4 else ""
                file.write(f"BJ{handling:08d},{step},{said(at)},{said(ended)},{paper}\n")
                at = ended
            written += len(steps)


def said(at: datetime) -> str:
    """As a business system exports it: city time without a zone."""
    return str(at)[:19]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "log.csv", Path(folder) / "log.parquet"
        write_log(source)
        began = time.perf_counter()
        read = read_csv(source, target, key="bench")
        tell("read", time.perf_counter() - began)
        assert read.events >= EVENTS and not read.refused
        began = time.perf_counter()
        with Evidence(target) as log:
            tell("open", time.perf_counter() - began)
            for question in QUESTIONS:
                began = time.perf_counter()
                assert getattr(log, question)()
                tell(question, time.perf_counter() - began)
            began = time.perf_counter()
            log.deviation(DECLARED)
            tell("deviation", time.perf_counter() - began)


def tell(name: str, seconds: float) -> None:
    print(json.dumps({"name": f"evidence_{name}", "value": round(seconds, 2), "unit": "s"}))


if __name__ == "__main__":
    main()
