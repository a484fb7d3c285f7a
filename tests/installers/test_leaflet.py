"""安装说明.txt says in plain text what the help says to the one who installs."""

import re
from pathlib import Path

from installers.leaflet import LEAFLET, leaflet, write_leaflet
from planner.ui.help.book import Kind, help_book, shown_text


def test_leaflet_holds_each_topic_and_no_sign_of_the_help() -> None:
    text = leaflet().decode("utf-8-sig")
    topics = help_book().of_kind(Kind.SETUP)
    assert len(topics) >= 7
    for topic in topics:
        assert text.count(topic.title) >= 2
        for step in topic.steps:
            assert shown_text(step)[:6] in text
    assert re.findall(r"\*\*|\{\{|\]\(|^## ", text, re.MULTILINE) == []


def test_leaflet_opens_in_an_old_notepad(tmp_path: Path) -> None:
    write_leaflet(tmp_path)
    data = (tmp_path / LEAFLET).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") > 10
