"""How a failure is told without telling data: a message may quote a row, a class and a place in the code do not."""

import traceback

HOUSE = "bihuan"


def said_of(failure: BaseException) -> str:
    """`IntegrityError at cases/actions/closing.py:41`: the class and the last line of ours that it passed."""
    frames = traceback.extract_tb(failure.__traceback__)
    ours = [
        frame for frame in frames if f"/{HOUSE}/" in frame.filename and "site-packages" not in frame.filename
    ]
    if not ours:
        return type(failure).__name__
    place = ours[-1].filename.rpartition(f"/{HOUSE}/")[2]
    return f"{type(failure).__name__} at {place}:{ours[-1].lineno}"
