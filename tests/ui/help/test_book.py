"""The topics are whole: every one is reached, every link leads somewhere, every key, menu and word is one in use."""

import ast
import re

import pytest
from PySide6.QtGui import QKeySequence

from planner.core.paths import resource
from planner.ui import review_keys
from planner.ui.actions import BY_NAME, MENUS, TABLE, key_names, plain
from planner.ui.dialogs import assigning, keys
from planner.ui.help.book import HOME, KEYS, MARK, STORIES, TOUR, Kind, help_book
from planner.ui.help.page_html import page_of
from planner.ui.help.places import PROPERTY, TOPICS

BOOK = help_book()
SOURCES = sorted((resource().parent / "planner").rglob("*.py"))
TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]
SAID = re.compile(r"「([^」]+)」")
TOUR_NOW = "tour-now"
# Keys that every list, field and dialog of Qt has.
EVERYWHERE = {"Enter", "Esc", "Tab", "Shift", "Ctrl", "↑", "↓", "←", "→", "Space", "Ctrl+F"}


def strings():
    """Return the words of the program as the clerk sees them: without mnemonics and dots."""
    found = set()
    for tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(re.sub(r"\(&\w\)", "", node.value).strip().rstrip("…"))
    return found


def test_each_action_that_is_told_is_one_of_the_table():
    wrong = [
        (topic.name, kind, name)
        for topic in BOOK.topics
        for kind, name in MARK.findall(topic.text)
        if kind != "press" and name not in BY_NAME
    ]
    assert wrong == []
    left = [(topic.name, found) for topic in BOOK.topics for found in re.findall(r"\{\{.*?\}\}", page_of(BOOK, topic))]
    assert left == []


def test_no_topic_types_the_key_or_the_menu_of_an_action():
    typed = re.compile(r"(?:Ctrl|Alt|Shift)\+\S|(?<![A-Za-z])F\d{1,2}(?!\d)")
    found = [(topic.name, typed.findall(MARK.sub("", topic.text))) for topic in BOOK.topics]
    assert [pair for pair in found if pair[1]] == []


def test_each_key_of_a_pane_or_a_dialog_is_one_it_has():
    told = "，".join(
        key
        for table in (
            keys.IN_FIELDS, keys.IN_PRINT, keys.IN_PREVIEW, assigning.WORDS,
            review_keys.ABOUT_DOUBTS, review_keys.ABOUT_NODES, review_keys.ABOUT_WINDOW,
        )
        for key, _words in table
    )  # fmt: skip
    bound = {
        node.value
        for tree in TREES
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for topic in BOOK.topics:
        for kind, name in MARK.findall(topic.text):
            if kind == "press" and name not in EVERYWHERE and not re.fullmatch(r"(?:Ctrl\+)?[1-9]", name):
                typed = name.replace("↑", "Up").replace("↓", "Down").replace("←", "Left").replace("→", "Right")
                assert not QKeySequence(typed).isEmpty()
                assert name in told or typed in bound, (topic.name, name)


def test_each_word_of_a_button_is_one_in_use():
    known = strings()
    told = [(topic.name, words) for topic in BOOK.topics for words in SAID.findall(topic.text)]
    assert [(name, words) for name, words in told if words.rstrip("…") not in known] == []


def test_each_link_leads_to_a_topic_and_each_topic_is_reached():
    known = {*BOOK.by_name, TOUR_NOW}
    assert [(topic.name, link) for topic in BOOK.topics for link in topic.links if link not in known] == []
    contents = page_of(BOOK, BOOK[HOME])
    assert [topic.name for topic in BOOK.topics if topic.name != HOME and f"'{topic.name}'" not in contents] == []


def test_there_are_fifteen_stories_and_each_has_its_steps():
    stories = BOOK.of_kind(Kind.STORY)
    assert [topic.order for topic in stories] == list(range(1, 16))
    assert [topic.name for topic in stories] == [f"story-{n:02}" for n in range(1, 16)]
    assert all(topic.steps for topic in stories)
    listed = page_of(BOOK, BOOK[STORIES])
    assert all(topic.title in listed for topic in stories)


def test_each_place_has_its_topic_and_each_topic_of_a_place_its_place():
    said = {
        node.args[1].value
        for tree in TREES
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "setProperty"
        and len(node.args) == 2
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value == PROPERTY
        and isinstance(node.args[1], ast.Constant)
    }
    names = {node.name for tree in TREES for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    assert [name for name in TOPICS if name not in names] == []
    assert {*said, *TOPICS.values()} <= {*BOOK.by_name}


def test_every_page_and_dialog_has_its_topic():
    small = {
        "AboutDialog",
        "TroubleDialog",
        "EntranceDialog",
        "TypedDialog",
        "Page",
        "BarredPage",
    }  # what they say needs no telling, or they are bases
    windows = {
        node.name
        for tree in TREES
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any(
            isinstance(base, ast.Name) and base.id in {"QDialog", "TypedDialog", "Page", "BarredPage"}
            for base in node.bases
        )
    }
    assert len(windows) > 12
    assert windows - small - {*TOPICS} == set()


def test_the_sheet_of_keys_is_made_from_the_table():
    page = page_of(BOOK, BOOK[KEYS])
    assert [spec.name for spec in TABLE if plain(spec.text) not in page or key_names(spec) not in page] == []
    assert all(plain(title) in page for title, _names in MENUS)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("责任分解表", "story-04"),
        ("zrjz", "story-10"),
        ("U盘", "setup-stick"),
        ("wfz", TOUR),
        ("占用", "trouble-busy"),
    ],
)
def test_a_topic_is_found_by_its_words_and_by_its_sound(typed, wanted):
    found = [topic.name for topic in BOOK.find(typed)]
    assert wanted in found


def test_the_best_fit_comes_first_and_nothing_is_found_for_nonsense():
    assert BOOK.find("任务树")[0].name == "tree"
    assert BOOK.find("nghkqx") == ()
