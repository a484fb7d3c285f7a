"""How a backup is told: when and why it was made, what is in it, and what a restore would do."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from html import escape
from typing import TYPE_CHECKING

from planner.core.backups import BackupFile, Reason
from planner.ui.look import current_look

if TYPE_CHECKING:
    from planner.services.backups import BackupContent

ELSEWHERE = "别处的文件"
_REASONS = {Reason.START: "启动时", Reason.HOURLY: "定时备份", Reason.CLOSE: "关闭时", Reason.ASKED: "手动备份"}
_LISTED = 30


def when_words(moment: datetime, today: date) -> str:
    """Return when something was, shortly: 今天 14:20, 11月3日 9:05."""
    day = moment.date()
    clock = f"{moment.hour}:{moment.minute:02}"
    if day == today:
        return f"今天 {clock}"
    if day == today - timedelta(days=1):
        return f"昨天 {clock}"
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日 {clock}"


def reason_words(reason: str) -> str:
    """Return why a backup was made."""
    return _REASONS.get(Reason(reason), reason) if reason in set(Reason) else reason


def content_words(content: "BackupContent") -> str:
    """Return what is in a backup, in a few words."""
    if not content.plans:
        return "没有计划"
    return f"{len(content.plans)} 份计划，{sum(count for _title, count in content.plans)} 项"


def size_words(size: int) -> str:
    """Return how large a file is."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


def called(backup: BackupFile, today: date) -> str:
    """Return a name for a backup amid a sentence: 今天 14:20 的备份."""
    return f"《{backup.path.name}》" if backup.reason == ELSEWHERE else f"{when_words(backup.made_at, today)} 的备份"


def content_page(backup: BackupFile, content: "BackupContent", would: Iterable[str], today: date) -> str:
    """Return a page: when and why, what a restore would do to what is there now, and what is in the backup."""
    look = current_look()
    muted = f'style="color:{look.muted};margin:0 0 3px 0"'
    head = '<p style="margin:10px 0 2px 0"><b>%s</b></p>'
    line = '<p style="margin:0 0 3px 0">{}</p>'.format
    made = f"{when_words(backup.made_at, today)}　{reason_words(backup.reason)}　{size_words(backup.size)}"
    parts = [f"<p {muted}>{escape(made)}</p>", head % "恢复以后，与现在相比"]
    parts += [line(escape(words)) for words in would]
    parts.append(head % "备份里有")
    parts += [line(escape(f"{_named(title)}　{count} 项")) for title, count in content.plans[:_LISTED]]
    if not content.plans:
        parts.append(line("没有计划。"))
    if len(content.plans) > _LISTED:
        parts.append(f"<p {muted}>还有 {len(content.plans) - _LISTED} 份计划。</p>")
    if content.last_step_at is not None:
        last = f"最后一步：{content.last_step}（{when_words(content.last_step_at, today)}）"
        parts.append(f'<p style="color:{look.muted};margin:8px 0 3px 0">{escape(last)}</p>')
    return "".join(parts)


def trouble_page(message: str, hint: str) -> str:
    """Return a page that says why a backup cannot be used."""
    return f"<p><b>{escape(message)}</b></p><p>{escape(hint)}</p>"


def _named(title: str) -> str:
    bare = " ".join(title.split()).strip("《》")
    return f"《{bare}》" if bare else "没有名称的计划"
