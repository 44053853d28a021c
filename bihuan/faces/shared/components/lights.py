"""The light on a leg: a word and a shape and a colour."""

from dataclasses import dataclass

SHAPES = {
    "green": "M6 1a5 5 0 1 0 0 10a5 5 0 0 0 0-10z",  # a disc
    "yellow": "M6 .8 11.6 11H.4z",  # a triangle
    "red": "M3.6.8h4.8l2.8 2.8v4.8l-2.8 2.8H3.6L.8 8.4V3.6z",  # an octagon
    "none": "M1 5h10v2H1z",  # a dash
}
WORDS = {"green": "正常", "yellow": "临期", "red": "超期", "none": "不计时"}


@dataclass(frozen=True, slots=True)
class Light:
    colour: str
    word: str
    shape: str


def light_of(colour: str, word: str = "") -> Light:
    """Anything that is no light is none."""
    known = colour if colour in SHAPES else "none"
    return Light(known, word or WORDS[known], SHAPES[known])
