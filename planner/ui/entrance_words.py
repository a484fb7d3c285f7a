"""What is said, and what is offered, for each reason why a store cannot be opened as it is."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.core.backup_loss import loss_words
from planner.core.errors import PlannerError
from planner.core.places import is_folder
from planner.services.recovery import Offer, known_loss, last_written
from planner.ui.backup_words import content_words, reason_words, when_words
from planner.ui.dialogs.entrance import Way

if TYPE_CHECKING:
    from planner.services.backups import BackupContent

RESTORE, OTHERS, OTHER_STORE, ANEW, FOLDER, AGAIN, GO_ON, LEAVE = (
    "restore",
    "others",
    "other store",
    "anew",
    "folder",
    "again",
    "go on",
    "leave",
)
LOST = ("STORE_DAMAGED", "NOT_OUR_DB", "STORE_GONE")
RESTORABLE = (*LOST, "NEWER")  # a newer one is restored by who goes back to this version
DOUBTS = ("PLACE", "PASSING_PLACE", "STORE_ELSEWHERE")
_MOST_LOSSES = 3

_LEAVE = Way(LEAVE, "退出程序")
_OTHER = Way(OTHER_STORE, "打开另一个数据文件…")
_SEARCH = Way(OTHER_STORE, "从U 盘等别处找备份或数据文件…")
_SEARCH_BRINGS = "找到的是备份，就恢复到这里；找到的是另一个数据文件，就打开那一个。"
_AGAIN = Way(AGAIN, "再试一次")


def ways_on(trouble: PlannerError, store: Path, offer: Offer | None) -> tuple[Way, ...]:
    """Return the ways on, the best one first."""
    if trouble.code in LOST:
        return _ways_to_recover(store, offer)
    if trouble.code == "PLACE":
        return (Way(GO_ON, "继续打开", "这个位置以后不再提示。"), *_folder(store), _LEAVE)
    if trouble.code == "PASSING_PLACE":
        return (_LEAVE, *_folder(store), Way(GO_ON, "仍然在这里打开", "这里的内容随时会被系统清理掉。"))
    if trouble.code == "STORE_ELSEWHERE":
        return (_LEAVE, Way(GO_ON, "那台电脑上已经关闭，继续打开"), _AGAIN)
    if trouble.code == "STORE_LOCKED":
        return (_AGAIN, _LEAVE)
    if trouble.code == "NEWER":
        return (_LEAVE, *_back_to_this_version(offer), _OTHER, *_folder(store))
    return (_AGAIN, _OTHER, *_folder(store), _LEAVE)


def _ways_to_recover(store: Path, offer: Offer | None) -> tuple[Way, ...]:
    anew = Way(ANEW, "不恢复，重新建立空的数据文件")
    if offer is None:
        return (_SEARCH._replace(brings=_SEARCH_BRINGS), anew, *_folder(store), _AGAIN, _LEAVE)
    words = f"恢复到{when_words(offer.backup.made_at, date.today())} 的备份"
    restore = Way(RESTORE, words, f"{what_is_in(offer.content)}{missing(store, offer.content)}")
    others = Way(OTHERS, "选更早的备份…")
    return (restore, others, _SEARCH, anew, *_folder(store), _AGAIN, _LEAVE)


def _back_to_this_version(offer: Offer | None) -> tuple[Way, ...]:
    """Return the way to the newest backup that this version reads: as a rule the one from before the update."""
    if offer is None:
        return ()
    words = f"继续用本版本：恢复到{when_words(offer.backup.made_at, date.today())} 的备份"
    brings = f"{what_is_in(offer.content)}以后改过的内容不在其中，只在现在的文件里；它改名保存，不会删除。"
    return (Way(RESTORE, words, brings),)


def _folder(store: Path) -> tuple[Way, ...]:
    """Return the way to the folder of the store, where there is one."""
    return (Way(FOLDER, "打开数据文件所在的文件夹"),) if is_folder(store.parent) else ()


def what_is_in(content: "BackupContent") -> str:
    """Return what is in a backup, as sentences."""
    words = f"备份里有 {content_words(content)}" if content.plans else "备份里没有计划"
    if content.last_step_at is None:
        return f"{words}。"
    return f"{words}，最后一步是“{content.last_step}”（{when_words(content.last_step_at, date.today())}）。"


def missing(store: Path, content: "BackupContent") -> str:
    """Return what would be missing after a restore, as far as the damaged store still tells."""
    loss = known_loss(store, content)
    if loss is None:
        written = last_written(store)
        until = f"（最后一次写入：{when_words(written, date.today())}）" if written is not None else ""
        return f"备份以后改过的内容会不见{until}。"
    if loss.is_nothing:
        return "备份以后没有改过，什么都不缺。"
    words = loss_words(loss)
    more = f"等 {len(words)} 处。" if len(words) > _MOST_LOSSES else ""
    return "".join(words[:_MOST_LOSSES]) + more


def ways_of_offers(offers: Iterable[Offer]) -> tuple[Way, ...]:
    """Return the backups to choose from, the newest first, and the way back."""
    found = [
        Way(
            str(number),
            f"{when_words(offer.backup.made_at, date.today())}　{reason_words(offer.backup.reason)}",
            what_is_in(offer.content),
        )
        for number, offer in enumerate(offers)
    ]
    return (*found, Way(AGAIN, "返回"))


def title_of(trouble: PlannerError) -> str:
    """Return the title of the dialog."""
    if trouble.code in LOST:
        return "数据文件需要恢复"
    return "打开以前请看一下" if trouble.code in DOUBTS else "暂时打不开"


def as_told_at_start(trouble: PlannerError, *, has_backup: bool) -> PlannerError:
    """Return a trouble in the words of a start, where nothing was changed yet."""
    none = "" if has_backup else "这里没有可用的备份。"
    if trouble.code == "DISK_FULL":
        trouble.message, trouble.hint = "磁盘已满，数据文件暂时打不开，里面的内容没有改动。", "请清理出一些空间再试。"
    elif trouble.code == "DISK_FAILED":
        trouble.message = "读数据文件时磁盘出错，里面的内容没有改动。"
        trouble.hint = "请检查磁盘，或把U 盘插好再试。"
    elif trouble.code == "STORE_DAMAGED":
        trouble.hint = f"{none}不管选哪一种，损坏的文件都会留着，不会删除。"
    elif trouble.code == "NOT_OUR_DB":
        trouble.hint = f"它可能被别的文件盖掉了，也可能已损坏。{none}不管选哪一种，它都会留着，不会删除。"
    elif trouble.code == "STORE_GONE" and not has_backup:
        trouble.hint = f"{none}如果它被移到了别处，请把它放回原来的文件夹。"
    return trouble
