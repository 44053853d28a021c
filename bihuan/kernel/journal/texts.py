"""The text of an entry: canonical JSON of everything that its columns say, with the action's data in the middle.

Because the columns decide all of the text but `data`, whoever verifies rebuilds both ends from the columns and compares.
"""

from functools import lru_cache

from bihuan.kernel.journal.canonical import canonical


@lru_cache(maxsize=4096)
def quoted(word: str) -> str:
    """A code word as JSON."""
    return canonical(word)


def text_before_data(
    acting_for_id: int | None, actor_kind: str, agent: str, algorithm: str, at_text: str
) -> str:
    """Keys in alphabetical order, up to and including `"data":`."""
    acting = "null" if acting_for_id is None else acting_for_id
    return (
        f'{{"acting_for_id":{acting},"actor_kind":{quoted(actor_kind)},"agent":{quoted(agent)}'
        f',"algorithm":{quoted(algorithm)},"at":"{at_text}","data":'
    )


def text_after_data(
    event: str,
    face: str,
    person_id: int | None,
    post_id: int | None,
    seq: int,
    subject_id: int,
    subject_kind: str,
) -> str:
    """The rest, from `,"event":` on."""
    person = "null" if person_id is None else person_id
    post = "null" if post_id is None else post_id
    return (
        f',"event":{quoted(event)},"face":{quoted(face)},"person_id":{person},"post_id":{post}'
        f',"seq":{seq},"subject_id":{subject_id},"subject_kind":{quoted(subject_kind)}}}'
    )
