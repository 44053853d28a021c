"""No log line names a person."""

import json
import logging

import pytest
import structlog

from bihuan.kernel.logs import config, without_personal_data

MASK = "［已隐去］"


@pytest.mark.parametrize(
    ("text", "logged"),
    [
        ("Key (phone)=(13812345678) already exists", f"Key (phone)=({MASK}) already exists"),
        ("证号421002199001011234。", f"证号{MASK}。"),
        ("42100219900101123X", MASK),
        ("0716-8123456", MASK),
        ("to li@example.com failed", f"to {MASK} failed"),
        ("case 20261123, 91421000MA4900000X", "case 20261123, 91421000MA4900000X"),  # a firm is no person
        ("2026-11-23T01:02:03.456789Z took 17 ms", "2026-11-23T01:02:03.456789Z took 17 ms"),
    ],
)
def test_what_names_a_person_is_masked(text: str, logged: str) -> None:
    assert without_personal_data(None, "info", {"event": text}) == {"event": logged}


def test_an_exception_of_the_database_is_masked_too(capsys: pytest.CaptureFixture[str]) -> None:
    formatter = config(json=True, level="INFO")["formatters"]["line"]
    handler = logging.StreamHandler()
    handler.setFormatter(
        formatter["()"](foreign_pre_chain=formatter["foreign_pre_chain"], processors=formatter["processors"])
    )
    logger = logging.Logger("test")
    logger.addHandler(handler)
    try:
        raise ValueError("Key (phone)=(13812345678)")
    except ValueError:
        with structlog.contextvars.bound_contextvars(request="abc123"):
            logger.exception("failed")
    line = json.loads(capsys.readouterr().err)
    assert line["request"] == "abc123" and line["event"] == "failed" and line["level"] == "error"
    assert "ValueError" in line["exception"] and "13812345678" not in line["exception"]
