"""A page of search results costs the same among ever more texts: a rare word, a frequent one, two together, one that is nowhere.

Runs on the database of `BIHUAN_DATABASE_URL` (migrated), inside a transaction that is rolled back. One JSON line per question and size, as a
ratio to the smallest size. `--texts 10000 200000` sets the sizes. The nouns searched are notes: the kernel's own texts.
"""

import argparse
import json
import os
import random
import time
from datetime import UTC, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
django.setup()

from django.db import connection, transaction

from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note
from bihuan.kernel.search.actions import index_many
from bihuan.kernel.search.found import Found

PAGE, ROUNDS, BATCH = 20, 15, 2_000
AT = datetime(2026, 11, 23, 4, tzinfo=UTC)
PLACES = ["北京路", "江津路", "园林路", "武德路", "太岳路", "塔桥路", "燎原路", "迎宾路", "凤凰路", "三湾路"]
MATTERS = [
    "拖车收费太高",
    "路灯不亮",
    "垃圾没有清运",
    "施工噪声扰民",
    "企业贷款办不下来",
    "招工困难",
    "社保补缴",
    "房产证办理太慢",
]
FILLERS = [chr(0x4E00 + n) for n in range(3_000)]
# Every fourth text holds the frequent word; every 500th the rare one; the newest rows hold none of it, as in life.
QUESTIONS = {
    "rare": "恒达机械",
    "frequent": "拖车",
    "two": "拖车 江津路",
    "nowhere": "鱖魚罾",
    "number": "JZ2026-000123",
}


def text(n: int, chance: random.Random) -> str:
    matter = "拖车收费太高" if n % 4 == 0 else chance.choice(MATTERS[1:])
    name = "荆州恒达机械有限公司" if n % 500 == 0 else ""
    filler = "".join(chance.choices(FILLERS, k=120))
    return f"JZ2026-{n:06d} {chance.choice(PLACES)}{n % 900}号{name}{matter}{filler}"


def grow(have: int, to: int) -> None:
    chance = random.Random(have)
    for start in range(have, to, BATCH):
        texts = [text(n, chance) for n in range(start, min(start + BATCH, to))]
        notes = Note.objects.bulk_create(
            Note(subject_kind="bench", subject_id=0, text="", digest="", written_at=AT) for _ in texts
        )
        index_many((Subject("bench", note.pk), said) for note, said in zip(notes, texts, strict=True))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def milliseconds(words: str) -> tuple[float, int]:
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        found = len(Found(lambda _: Note.objects.defer("text"), "bench", words).newest(PAGE))
        taken.append(time.perf_counter() - started)
    return sorted(taken)[ROUNDS // 2] * 1000, found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, nargs="+", default=[10_000, 200_000])
    sizes = parser.parse_args().texts
    baseline: dict[str, float] = {}
    with transaction.atomic():
        have = 0
        for size in sizes:
            grow(have, size)
            have = size
            for name, words in QUESTIONS.items():
                value, found = milliseconds(words)
                first = baseline.setdefault(name, value)
                line = {
                    "name": f"search_{name}_{size}",
                    "value": round(value, 3),
                    "unit": "ms",
                    "baseline": round(first, 3),
                }
                print(json.dumps(line | {"ratio": round(value / first, 2), "found": found}), flush=True)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
