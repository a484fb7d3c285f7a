"""安装说明.txt: the topics of the help for the one who installs, as plain text to be read before anything is installed.

`python -m installers.leaflet FOLDER` writes it.
"""

import re
import sys
from pathlib import Path

from planner import __version__
from planner.core.atomic_file import write_atomically
from planner.ui.help.book import LINK, MARK, Kind, Topic, filled, help_book

LEAFLET = "安装说明.txt"
_COUNTS = "一二三四五六七八九十"


def leaflet() -> bytes:
    """Return the whole leaflet."""
    topics = help_book().of_kind(Kind.SETUP)
    parts = [f"工作要点分解 {__version__}　安装说明", "\n".join(_contents(topics))]
    parts += [f"{_number(place)}{topic.title}\n\n{_plain(topic)}" for place, topic in enumerate(topics)]
    return _file(f"\n\n{'—' * 30}\n\n".join(parts))


def write_leaflet(folder: Path) -> None:
    """Write it into `folder`."""
    write_atomically(folder / LEAFLET, leaflet())


def _contents(topics: tuple[Topic, ...]) -> list[str]:
    return [f"{_number(place)}{topic.title}" for place, topic in enumerate(topics)]


def _number(place: int) -> str:
    return f"{_COUNTS[place]}、"


def _plain(topic: Topic) -> str:
    """Return a topic without the signs of the help; what it leads to is named."""
    text = LINK.sub(_named, topic.text)
    text = MARK.sub(lambda found: filled(*found.groups()), text)
    text = re.sub(r"^## (.+)$", r"【\1】", text, flags=re.MULTILINE)
    return re.sub(r"^- ", "· ", text.replace("**", ""), flags=re.MULTILINE)


def _named(link: re.Match[str]) -> str:
    """Return the words of a link, with the title of the topic it leads to where the leaflet has that."""
    topic = help_book().by_name.get(link[2])
    if topic is None or topic.kind is not Kind.SETUP:
        return f"“{link[1]}”"
    is_looked_up = link.string[: link.start()].endswith("看")
    return f"“{topic.title}”" if is_looked_up else f"{link[1]}（见“{topic.title}”）"


def _file(text: str) -> bytes:
    """Return a text as Notepad of any age shows it."""
    return f"\ufeff{text}\n".replace("\n", "\r\n").encode("utf-8")


if __name__ == "__main__":
    write_leaflet(Path(sys.argv[1]))
