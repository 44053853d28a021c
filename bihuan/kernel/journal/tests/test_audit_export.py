import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from bihuan.kernel.journal.actions import Draft, record_many
from bihuan.kernel.journal.models import Seal
from bihuan.kernel.journal.seals import seal_journal
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.journal.tests.conftest import AT, LI_QIANG

SCRIPT = settings.BASE_DIR / "script" / "verify_export.py"


@pytest.fixture
def exported(db, seal_key, settings, tmp_path):
    drafts = [
        Draft(Subject("thing", n % 7), "thing.done", LI_QIANG, AT, {"说明": f"第{n}件\u2028"})
        for n in range(60)
    ]
    record_many(drafts[:20])
    seal_journal(at=AT)
    settings.JOURNAL_ALGORITHM = "sm3"
    record_many(drafts[20:])
    seal_journal(at=AT)
    file = tmp_path / "journal.jsonl"
    call_command("audit", "export", str(file), stdout=StringIO())
    return file


def verified(file):
    # -I -S: neither our packages nor anyone else's.
    run = subprocess.run([sys.executable, "-I", "-S", str(SCRIPT), str(file)], capture_output=True, text=True)
    return run.returncode, run.stdout + run.stderr


def changed(file, number, change):
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n")[:-1]]
    change(lines) if number is None else change(lines[number])
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return verified(file)


def test_the_script_is_short_and_needs_only_the_standard_library(exported):
    assert len(SCRIPT.read_text().splitlines()) <= 100
    code, said = verified(exported)
    assert code == 0
    assert all(seal.root in said for seal in Seal.objects.all())
    assert "60 entries of 7 subjects" in said


def test_changed_text_is_found(exported):
    code, said = changed(exported, 9, lambda line: line.update(text=line["text"].replace("第8件", "第9件")))
    assert (code, "position 9, thing:1 #2: the hash is not that of the text" in said) == (1, True)


def test_a_deleted_entry_is_found(exported):
    assert "expected position 9" in changed(exported, None, lambda lines: lines.pop(9))[1]


def test_reordered_entries_are_found(exported):
    def swap(lines):
        lines[3], lines[4] = {**lines[4], "position": 3}, {**lines[3], "position": 4}

    assert "they hash to" in changed(exported, None, swap)[1]


def test_a_truncated_tail_is_found(exported):
    assert "60 entries were exported, 59 are here" in changed(exported, None, lambda lines: lines.pop(60))[1]


def test_a_changed_seal_is_found(exported):
    code, said = changed(exported, 61, lambda line: line["seal"].update(root="00" * 32))
    assert (code, "the seal of 20 entries" in said) == (1, True)


def test_another_file_is_refused(tmp_path):
    (tmp_path / "other").write_text("{}\n")
    code, said = verified(Path(tmp_path / "other"))
    assert (code, "not an export" in said) == (1, True)
