"""Seeing to it that nothing goes to the network: counted, and said by `planner doctor`.

Python tells of every socket, every name that is looked up and every page that is asked for. What libraries in C do is
not told: that no socket of theirs is opened is proved by the tests, which trace the system calls.
"""

import sys

from planner.core.errors import PlannerError

WAYS = frozenset(
    {
        "socket.__new__",
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "urllib.Request",
        "http.client.connect",
        "ftplib.connect",
        "smtplib.connect",
        "webbrowser.open",
    }
)
_seen: list[str] = []
_hooked: list[bool] = []


class WentToNetwork(PlannerError):
    """Something has gone to the network, which nothing in this program may."""

    def __init__(self, ways: tuple[str, ...]) -> None:
        super().__init__(
            f"检查期间联网 {len(ways)} 次（{'、'.join(dict.fromkeys(ways))}）。",
            "本程序不应联网，请把这一行发给维护人员。",
            code="NETWORK",
        )


class NetworkWatch:
    """Counts from its making on. A hook that Python was given stays, so there is one for all."""

    def __init__(self) -> None:
        if not _hooked:
            _hooked.append(True)
            sys.addaudithook(_note)
        self._before = len(_seen)

    @property
    def ways(self) -> tuple[str, ...]:
        """What was tried since."""
        return tuple(_seen[self._before :])

    def words(self) -> str:
        """Return that nothing went to the network; raise `WentToNetwork` when something did."""
        if self.ways:
            raise WentToNetwork(self.ways)
        return "以上全部检查联网 0 次，没有打开过网络连接"


def _note(event: str, _arguments: object) -> None:
    if event in WAYS:
        _seen.append(event)
