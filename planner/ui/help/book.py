"""The topics of the help, read from resources/help: one file each, a head of `name: words`, then the text.

Keys, menus and words of actions stand in a text as {{key:print}}, {{menu:print}} and {{word:print}}, and are filled
from the table of actions; {{press:Enter}} is a key that belongs to a pane or a dialog.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from planner.core import pinyin
from planner.core.paths import resource
from planner.ui.actions import BY_NAME, MENUS, key_names, plain

HOME = "home"
STORIES = "stories"
KEYS = "keys"
TOUR = "tour"
MARK = re.compile(r"\{\{(key|menu|word|press):([^}]+)\}\}")
LINK = re.compile(r"\[([^\]]+)\]\(([a-z0-9-]+)\)")
STEP = re.compile(r"(\d+)\. ")


class Kind(StrEnum):
    """Under which heading of the index a topic stands."""

    START = "start"
    STORY = "story"
    PLACE = "place"
    SETUP = "setup"
    TROUBLE = "trouble"


HEADINGS = {
    Kind.START: "开始",
    Kind.STORY: "我想……",
    Kind.PLACE: "各处用法",
    Kind.SETUP: "安装和数据",
    Kind.TROUBLE: "遇到问题",
}


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the help. `words` are other words by which a clerk may look for it."""

    name: str
    title: str
    kind: Kind
    order: int
    words: str
    text: str

    @property
    def links(self) -> tuple[str, ...]:
        """The names of the topics that the text leads to."""
        return tuple(name for _words, name in LINK.findall(self.text))

    @property
    def steps(self) -> tuple[str, ...]:
        """The numbered steps as they are written."""
        lines = self.text.splitlines()
        return tuple(line[found.end() :] for line in lines if (found := STEP.match(line)) is not None)

    def fits(self, typed: str) -> int:
        """Return how well the topic fits what was typed, the best 1, or 0 when it does not."""
        typed = typed.strip().lower()
        if typed in self.title.lower():
            return 1
        if typed in self.words.lower():
            return 2
        if pinyin.is_typed_sound(typed) and any(_sounds(name, typed) for name in (self.title, *self.words.split())):
            return 3
        return 4 if typed in shown_text(self.text).lower() else 0


def _sounds(name: str, typed: str) -> bool:
    """Tell whether the initials of a name, or of a part of it, begin as typed, or its syllables do."""
    initials = pinyin.spelling(name).initials
    at = 0 if len(typed) == 1 else initials.find(typed)
    is_part = initials.startswith(typed) if len(typed) == 1 else at >= 0
    found = pinyin.sounds_like(name, typed)
    return is_part or (found is not None and found < pinyin.Sound.ABBREVIATION)


class Book:
    """All topics, in the order of the index."""

    def __init__(self, topics: tuple[Topic, ...]) -> None:
        kinds = list(Kind)
        self.topics = tuple(sorted(topics, key=lambda topic: (kinds.index(topic.kind), topic.order, topic.name)))
        self.by_name = {topic.name: topic for topic in self.topics}

    def __getitem__(self, name: str) -> Topic:
        return self.by_name[name]

    def of_kind(self, kind: Kind) -> tuple[Topic, ...]:
        """Return the topics under a heading."""
        return tuple(topic for topic in self.topics if topic.kind is kind)

    def find(self, typed: str) -> tuple[Topic, ...]:
        """Return the topics that fit what was typed, the best first."""
        ranked = [(topic.fits(typed), topic) for topic in self.topics]
        return tuple(topic for rank, topic in sorted(ranked, key=lambda pair: pair[0]) if rank)


@cache
def help_book() -> Book:
    """Return the book of this program."""
    return Book(tuple(read_topic(path) for path in sorted(resource("help").glob("*.md"))))


def read_topic(path: Path) -> Topic:
    """Read one topic."""
    head, _rule, text = path.read_text(encoding="utf-8").partition("\n---\n")
    said = dict(line.split(": ", 1) for line in head.splitlines())
    order = int(said.get("order", "0"))
    return Topic(path.stem, said["title"], Kind(said["kind"]), order, said.get("words", ""), text.strip())


def menu_of(name: str) -> str:
    """Return where an action stands: 文件 → 打印."""
    title = next(title for title, names in MENUS if name in names)
    return f"{plain(title)} → {word_of(name)}"


def word_of(name: str) -> str:
    """Return what an action is called: without its mnemonic and the dots of a dialog; those of 我想…… belong to it."""
    text = BY_NAME[name].text.partition("(&")[0]
    return text if text.endswith("……") else text.rstrip("…")


def first_key(name: str) -> str:
    """Return the key of an action that is told where only one is."""
    return key_names(BY_NAME[name]).partition("，")[0]


def filled(kind: str, name: str) -> str:
    """Return what stands for a mark of the text."""
    if kind == "press":
        return name
    if kind == "key":
        return first_key(name)
    return menu_of(name) if kind == "menu" else word_of(name)


def shown_text(text: str) -> str:
    """Return a text as it is read, without its signs."""
    bare = MARK.sub(lambda found: filled(*found.groups()), text)
    return LINK.sub(r"\1", bare).replace("**", "")
