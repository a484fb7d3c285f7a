"""R16: the whole main job opens no way to the network, in no process of the program."""

from pathlib import Path

import pytest

from tests.reliability import network


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> network.Watched:
    folder = tmp_path_factory.mktemp("network")
    return network.watch(network.self_test(folder), folder)


def test_the_main_job_is_done_and_nothing_goes_to_the_network(watched: network.Watched) -> None:
    assert watched.status == 0, watched.output
    assert watched.ways == ()
    assert watched.processes >= 2  # the program and the window's own


def test_no_socket_is_opened_where_that_can_be_traced(watched: network.Watched) -> None:
    # The process that reads files starts without `site`, and so without the hook: it is traced.
    assert [family for family in watched.families or () if "INET" in family] == []


def test_the_watch_would_see_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "planner").mkdir()
    main = tmp_path / "planner" / "__main__.py"
    main.write_text(
        "import socket, subprocess, sys\n"
        "if 'child' in sys.argv:\n"
        "    socket.getaddrinfo('localhost', 80)\n"
        "subprocess.run([sys.executable, __file__, 'child'])\n"
        "socket.socket(socket.AF_INET)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(network, "ROOT", tmp_path)
    seen = network.watch(["any"], tmp_path)
    assert seen.status != 0
    assert [way.split(" ")[0] for way in seen.ways] == ["!socket.getaddrinfo", "!socket.__new__"]
