"""Both palettes can be read: text at 4.5 to 1 on every ground it stands on, edges of the focus and lights at 3 to 1."""

import re

import pytest
from PySide6.QtGui import QColor

from planner.ui.lights import ON_DARK, ON_LIGHT
from planner.ui.look import DARK, LIGHT, part_sizes
from planner.ui.style import SHEET

LOOKS = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("window", "base", "band", "chosen", "hover", "notice", "alarm")
MARKS = ("number_mark", "title_mark", "body_mark", "field_mark", "units_mark")
TEXTS = {
    "text": (*GROUNDS, *MARKS),
    "muted": ("window", "base", "band", "chosen", "hover"),
    "accent": ("window", "base", "band", "notice", "hover"),
    "on_accent": ("accent",),
    "note": ("window", "base", "band", "chosen"),
    "doubt": ("window", "base", "band", "chosen"),
    "error": ("window", "base", "band", "chosen", "alarm"),
}


def luminance(color):
    parts = [QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF()]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@LOOKS
def test_text_can_be_read_on_every_ground(look):
    weak = {
        (text, ground): round(found, 2)
        for text, grounds in TEXTS.items()
        for ground in grounds
        if (found := contrast(getattr(look, text), getattr(look, ground))) < 4.5
    }
    assert weak == {}


@LOOKS
def test_the_edge_of_the_focus_is_seen_on_every_ground(look):
    assert min(contrast(look.accent, getattr(look, ground)) for ground in ("window", "base", "band", "hover")) >= 3


@LOOKS
def test_lights_are_seen_beside_their_words(look):
    colours = ON_LIGHT if look is LIGHT else ON_DARK
    assert min(contrast(colour, look.base) for colour in colours.values()) >= 3
    assert min(contrast(colour, look.chosen) for colour in colours.values()) >= 3


def test_the_style_sheet_names_only_colours_of_the_look():
    known = {*LIGHT._fields, *part_sizes(1.0), "arrow", "arrow_up", "tick"}
    assert set(re.findall(r"%\((\w+)\)s", SHEET)) <= known
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[ ;])", SHEET) == []
