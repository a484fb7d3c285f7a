"""The way into the program when the store cannot be opened as it is: each trouble becomes a choice, no dead end.

Nothing of this is loaded when all is well.
"""

from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from planner.core.backups import is_named_as_backup
from planner.core.errors import PlannerError
from planner.core.handover import hand_over
from planner.services import Store
from planner.services.arrival import accept_place, doubt_about
from planner.services.recovery import Offer, offers, put_aside, recover
from planner.ui import entrance_words as words
from planner.ui.backup_words import when_words
from planner.ui.dialogs.entrance import EntranceDialog, Way
from planner.ui.doorman import let_come_to_front
from planner.ui.look import Scheme, apply_scheme

_MOST_OFFERS = 8


class Entrance:
    """Leads to an open store, or out. `news` is what the window says first, when something was brought back."""

    def __init__(self, store: Path, files: Sequence[Path]) -> None:
        self.path = self._own = store
        self.news = ""
        self._files = files
        self._is_wanted = False
        self._is_anew = False

    def enter(self, trouble: PlannerError | None) -> Store | int:
        """Ask the clerk about each trouble until the store is open; return it, or the exit status when he leaves."""
        while True:
            found = trouble or self._opened()
            if isinstance(found, Store):
                return found
            trouble = found
            if trouble.code == "STORE_LOCKED":
                let_come_to_front(self.path)
                if hand_over(self.path, self._files):
                    return 0
            offer = next(offers(self.path), None) if trouble.code in words.RESTORABLE else None
            ways = words.ways_on(trouble, self.path, offer)
            chosen = ask(words.as_told_at_start(trouble, has_backup=offer is not None), ways)
            if chosen in ("", words.LEAVE):
                return trouble.exit_status
            trouble = self._followed(chosen, trouble, offer)

    def _opened(self) -> Store | PlannerError:
        try:
            doubt = None if self._is_wanted else doubt_about(self.path)
            return doubt or Store.open(self.path, check_later=True, anew=self._is_anew)
        except PlannerError as error:
            if self.path == self._own:
                return error
            ask(error, (Way(words.AGAIN, "返回"),), "返回")  # nothing is made anew where another file was chosen
            self.path, self._is_wanted, self.news = self._own, False, ""
            return self._opened()

    def _followed(self, chosen: str, trouble: PlannerError, offer: Offer | None) -> PlannerError | None:
        """Do what was chosen; return the trouble that is left, None when opening may be tried again."""
        try:
            if chosen == words.GO_ON:
                self._is_wanted = True
                if trouble.code == "PLACE":
                    accept_place(self.path)
            elif chosen == words.RESTORE and offer is not None:
                self._recover(offer.backup.path, f"{when_words(offer.backup.made_at, date.today())} 的备份")
            elif chosen == words.OTHERS:
                return self._choose_backup(trouble)
            elif chosen == words.ANEW:
                self._begin_anew()
            elif chosen == words.OTHER_STORE:
                return self._choose_store(trouble)
            elif chosen == words.FOLDER:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path.parent)))
                return trouble
        except PlannerError as error:
            return error
        return None

    def _recover(self, backup: Path, called: str) -> None:
        aside = recover(self.path, backup)
        kept = f"原来的文件保存为《{aside.name}》。" if aside.exists() else ""
        self.news = f"已恢复到{called}。{kept}"

    def _begin_anew(self) -> None:
        if self.path.exists():
            aside = put_aside(self.path)
            self.news = f"已建立空的数据文件，原来的文件保存为《{aside.name}》。"
        self._is_anew = True

    def _choose_backup(self, trouble: PlannerError) -> PlannerError | None:
        """Let one of the latest backups be chosen and restored."""
        found = tuple(islice(offers(self.path), _MOST_OFFERS))
        chosen = ask(trouble, words.ways_of_offers(found), "返回")
        if not chosen.isdecimal():
            return trouble
        backup = found[int(chosen)].backup
        self._recover(backup.path, f"{when_words(backup.made_at, date.today())} 的备份")
        return None

    def _choose_store(self, trouble: PlannerError) -> PlannerError | None:
        """Let another file be chosen; one out of a folder of backups is not opened but brought to its place."""
        name, _kind = QFileDialog.getOpenFileName(None, "打开数据文件", str(self.path.parent), "数据文件 (*.db)")
        if not name:
            return trouble
        chosen = Path(name)
        if trouble.code in words.LOST and is_named_as_backup(chosen):
            self._recover(chosen, f"备份《{chosen.name}》")
        else:
            self.path, self._is_wanted, self._is_anew = chosen, False, False
            self.news = f"现在打开的是另一个数据文件：{chosen}。下次启动时先打开的仍是原来的位置。"
        return None


def ask(trouble: PlannerError, ways: Sequence[Way], esc: str = "退出程序") -> str:
    """Ask the clerk, and return the name of the way chosen; empty when he closed the question, which means `esc`."""
    app = QApplication.instance()
    if isinstance(app, QApplication) and not app.styleSheet():
        apply_scheme(app, Scheme.SYSTEM)
    dialog = EntranceDialog(words.title_of(trouble), trouble, (), ways, esc)
    try:
        dialog.exec()
        return dialog.chosen
    finally:
        dialog.deleteLater()
