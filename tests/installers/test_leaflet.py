"""安装说明.txt says in plain text what the help says to the one who installs."""

import re
from pathlib import Path

from installers.leaflet import LEAFLET, leaflet, write_leaflet
from installers.windows import places
from planner.cli.arguments import build_parser
from planner.core.paths import PORTABLE_FOLDER, STORE_FILE
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


def test_names_it_tells_are_those_of_the_build() -> None:
    text = leaflet().decode("utf-8-sig")
    for path in (places.SETUP, places.PORTABLE):
        assert path.name.replace(places.VERSION, "版本") in text
    for name in (places.TITLE, places.SUMS.name, "planner.exe", "planner-cli", f"{PORTABLE_FOLDER} 文件夹", STORE_FILE):
        assert name in text, name
    assert "1809" in text
    assert places.OLDEST_WINDOWS_BUILD == 17763  # which is 1809


def test_command_it_tells_is_one_of_the_program() -> None:
    (line,) = [line for line in leaflet().decode("utf-8-sig").splitlines() if line.startswith(".\\planner-cli ")]
    options = build_parser().parse_args(line.split()[1:])
    assert options.self_test == Path("自检")
