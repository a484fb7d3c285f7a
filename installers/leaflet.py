"""安装说明.txt: the topics of the help for the one who installs, as plain text to be read before anything is installed.

`python -m installers.leaflet FOLDER` writes it, with 先看我.txt for who unpacks the portable folder.
"""

import re
import sys
from pathlib import Path

from planner import __version__
from planner.core.atomic_file import write_atomically
from planner.ui.help.book import LINK, MARK, Kind, Topic, filled, help_book

LEAFLET = "安装说明.txt"
READ_ME = "先看我.txt"
_STICK = "setup-stick"
_COUNTS = "一二三四五六七八九十"


def leaflet() -> bytes:
    """Return the whole leaflet."""
    topics = help_book().of_kind(Kind.SETUP)
    parts = [f"工作要点分解 {__version__}　安装说明", "\n".join(_contents(topics))]
    parts += [f"{_number(place)}{topic.title}\n\n{_plain(topic)}" for place, topic in enumerate(topics)]
    return _file(f"\n\n{'—' * 30}\n\n".join(parts))


def read_me() -> bytes:
    """Return what lies at the top of the portable folder."""
    topic = help_book()[_STICK]
    return _file(
        f"工作要点分解 {__version__}　便携版\n\n"
        "双击 planner.exe（图标是一张表）就打开了，不用安装。\n"
        "如果您是在压缩包里看到这段话：请先把整个压缩包解压出来，再双击。\n\n"
        f"{topic.title}\n\n{_plain(topic)}\n\n更多的看“{LEAFLET}”。"
    )


def write_leaflets(folder: Path) -> None:
    """Write both into `folder`."""
    write_atomically(folder / LEAFLET, leaflet())
    write_atomically(folder / READ_ME, read_me())


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
    write_leaflets(Path(sys.argv[1]))
