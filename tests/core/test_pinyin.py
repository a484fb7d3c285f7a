"""Names by their sound: readings follow the word, initials and syllables fit from the start or inside."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.core import pinyin
from planner.core.paths import resource
from planner.core.pinyin import Sound, is_typed_sound, sounds_like, spelling


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("重庆", "cq"),
        ("调研科", "dyk"),
        ("音乐", "yy"),
        ("校长", "xz"),
        ("会计", "kj"),
        ("基教科", "jjk"),
        ("重点办", "zdb"),
        ("行政审批科", "xzspk"),
        ("银行", "yh"),
        ("长安区教育局", "caqjyj"),
        ("曾都区教育局", "zdqjyj"),
        ("厦门市厦港小学", "xmsxgxx"),
        ("体卫艺（国防）科", "twygfk"),
        ("第12中学", "d12zx"),
        ("ABC科", "abck"),
        ("", ""),
        ("（·）", ""),
        ("财会科", "ckk"),
        ("民乐团", "myt"),
        ("西藏班", "xzb"),
        ("协调办", "xtb"),
        ("长春路小学", "cclxx"),
        ("\U00020000科", "k"),
    ],
)
def test_initials_follow_the_reading_in_the_word(name: str, initials: str) -> None:
    assert spelling(name).initials == initials
    assert len(spelling(name).syllables) == len(spelling(name).beginnings) == len(initials)


@pytest.mark.parametrize(
    ("typed", "sound"),
    [
        ("jcjyk", Sound.INITIALS),
        ("JCJYK", Sound.INITIALS),
        ("jcj", Sound.INITIALS_PREFIX),
        ("jichu", Sound.SYLLABLES_PREFIX),
        ("jichujiaoyuke", Sound.SYLLABLES_PREFIX),
        ("jicjy", Sound.SYLLABLES_PREFIX),
        ("jyk", Sound.ABBREVIATION),
        ("jy", Sound.SYLLABLES_INSIDE),
        ("jiaoyu", Sound.SYLLABLES_INSIDE),
        ("jjk", Sound.ABBREVIATION),
        ("jjy", Sound.LETTERS_IN_ORDER),
        ("kj", None),
        ("jcjykx", None),
        ("jichux", None),
    ],
)
def test_what_is_typed_fits_from_the_start_or_inside_or_in_order(typed: str, sound: Sound | None) -> None:
    assert sounds_like("基础教育科", typed) == sound


def test_another_reading_of_a_character_is_found_too() -> None:
    assert spelling("重庆办").initials == "cqb"
    assert sounds_like("重庆办", "czqb") is None
    assert sounds_like("重庆办", "zq") is Sound.LETTERS_IN_ORDER


@pytest.mark.parametrize(
    ("text", "is_sound"), [("jjk", True), ("d12", True), ("12", False), ("基jk", False), ("", False)]
)
def test_only_letters_of_the_keyboard_are_a_sound(text: str, is_sound: bool) -> None:
    assert is_typed_sound(text) == is_sound


def test_the_list_of_words_is_what_the_dictionary_says() -> None:
    """Made in a process of its own, because this one may have loaded the dictionary without its phrases."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYPINYIN")}
    made = subprocess.run(
        [sys.executable, "-m", "tests.core.polyphones"],
        env=surroundings | {"PYTHONUTF8": "1"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert resource("pinyin", "words.txt").read_text(encoding="utf-8").split("\n") == made.stdout.split("\n")


def test_the_phrases_of_the_dictionary_are_not_loaded() -> None:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYPINYIN")}
    probe = "import sys, planner.core.pinyin as p; p.load(); assert 'pypinyin.phrases_dict' not in sys.modules"
    subprocess.run([sys.executable, "-c", probe], env=surroundings, cwd=Path(__file__).parents[2], check=True)


def test_the_dictionary_is_loaded_with_the_first_name() -> None:
    probe = "import sys, planner.services.unit_search; assert 'pypinyin' not in sys.modules"
    subprocess.run([sys.executable, "-c", probe], check=True)


def test_the_readings_are_there_once_loaded() -> None:
    pinyin.load()
    assert pinyin.is_loaded()
