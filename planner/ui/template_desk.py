"""The work on checklist templates: each gesture is stored at once and can be taken back, deleting too.

Changing one of the program's templates keeps a copy among the clerk's own; deleting that brings the program's back.
"""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from planner.core.checklist_edits import NEW_LINE, NEW_PART
from planner.core.checklist_files import (
    KeptTemplate,
    Library,
    delete_template,
    library,
    read_template,
    save_template,
    write_template,
)
from planner.core.checklists import CheckLine, Checklist, CheckPart
from planner.core.errors import PlannerError

NEW_NAME = "新模板"
# What a step makes of each of the clerk's own templates: its name, how it was, how it is; None where there is none.
_Change = tuple[str, Checklist | None, Checklist | None]


class TemplateDesk(QObject):
    """Holds the templates as they lie on the disk.

    `changed` names the one to look at; `told` and `failed` are for a bar.
    """

    changed = Signal(str)
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.library: Library = library()
        self._done: list[tuple[str, tuple[_Change, ...]]] = []
        self._undone: list[tuple[str, tuple[_Change, ...]]] = []

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all templates in order."""
        return tuple(kept.checklist.name for kept in self.library.kept)

    def kept(self, name: str) -> KeptTemplate | None:
        """Return the template of a name."""
        return next((kept for kept in self.library.kept if kept.checklist.name == name), None)

    def change(self, name: str, checklist: Checklist) -> bool:
        """Keep another state of a template; a new name is refused when another one has it."""
        kept = self.kept(name)
        if kept is None or checklist == kept.checklist:
            return False
        was = kept.checklist if kept.is_own else None
        if checklist.name == name:
            return self._do(f"修改“{name}”", ((name, was, checklist),))
        if self.kept(checklist.name) is not None:
            self.told.emit(f"已经有叫“{checklist.name}”的模板，名称没有改。")
            self.changed.emit(name)
            return False
        renamed: list[_Change] = [(checklist.name, None, checklist)]
        renamed += [(name, was, None)] if was is not None else []
        return self._do(f"把“{name}”改名为“{checklist.name}”", tuple(renamed))

    def add(self) -> bool:
        """Add a template to begin with."""
        parts = (CheckPart(NEW_PART, (CheckLine(NEW_LINE),)),)
        name = self._free(NEW_NAME)
        return self._do("新建模板", ((name, None, Checklist(name, "检查清单", parts)),))

    def copy(self, name: str) -> bool:
        """Add a copy of a template."""
        kept = self.kept(name)
        if kept is None:
            return False
        made = self._free(name)
        return self._do(f"复制“{name}”", ((made, None, replace(kept.checklist, name=made)),))

    def remove(self, name: str) -> bool:
        """Delete one of the clerk's own templates; the program's stay."""
        kept = self.kept(name)
        if kept is None or not kept.is_own:
            self.told.emit("这是程序自带的模板，不能删除；可以复制一份再改。")
            return False
        place = self.names.index(name)
        done = self._do(f"删除“{name}”", ((name, kept.checklist, None),))
        if done and self.kept(name) is None and self.names:
            self.changed.emit(self.names[min(place, len(self.names) - 1)])
        if done:
            self.told.emit(f"已删除“{name}”，按 Ctrl+Z 恢复。" if self.kept(name) is None else f"“{name}”已恢复原样。")
        return done

    def take_in(self, path: Path) -> bool:
        """Take over a template from a file; one of the same name gets another."""
        try:
            found = read_template(path)
        except PlannerError as error:
            self.failed.emit(error)
            return False
        name = self._free(found.name)
        return self._do(f"导入“{name}”", ((name, None, replace(found, name=name)),), told=True)

    def write_out(self, name: str, path: Path) -> bool:
        """Write a template to a file that can be carried."""
        kept = self.kept(name)
        if kept is None:
            return False
        try:
            write_template(kept.checklist, path)
        except PlannerError as error:
            self.failed.emit(error)
            return False
        self.told.emit(f"已导出到 {path}")
        return True

    def undo(self) -> None:
        """Take the last step back."""
        if self._done:
            words, changes = self._done.pop()
            if self._apply(tuple((name, after, before) for name, before, after in reversed(changes))):
                self._undone.append((words, changes))
                self.told.emit(f"已撤销：{words}")

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._undone:
            words, changes = self._undone.pop()
            if self._apply(changes):
                self._done.append((words, changes))
                self.told.emit(f"已重做：{words}")

    def _do(self, words: str, changes: tuple[_Change, ...], *, told: bool = False) -> bool:
        if not self._apply(changes):
            return False
        self._done.append((words, changes))
        self._undone.clear()
        if told:
            self.told.emit(f"已{words}")
        return True

    def _apply(self, changes: tuple[_Change, ...]) -> bool:
        """Bring the files into the state behind `changes`: new ones first, so that nothing is lost on the way."""
        try:
            for _, _, after in changes:
                if after is not None:
                    save_template(after)
            for name, _, after in changes:
                kept = self.kept(name)
                if after is None and kept is not None and kept.is_own:
                    delete_template(kept)
        except PlannerError as error:
            self.library = library()
            self.failed.emit(error)
            self.changed.emit(changes[0][0])
            return False
        self.library = library()
        shown = next((after.name for _, _, after in changes if after is not None), changes[0][0])
        self.changed.emit(shown)
        return True

    def _free(self, name: str) -> str:
        candidate, number = name, 2
        while self.kept(candidate) is not None:
            candidate = f"{name}（{number}）"
            number += 1
        return candidate
