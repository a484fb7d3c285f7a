"""What a backup lacks of the store that is open."""

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.core.backup_loss import Loss, loss

if TYPE_CHECKING:
    from planner.services.backups import BackupContent
    from planner.services.store import Store

_LOOKED_AT = 5000


def loss_by(store: "Store", content: "BackupContent") -> Loss:
    """Return what a restore of this content would take away from the store, and bring back to it."""
    now = [(plan.title, plan.item_count) for plan in store.plans()]
    return replace(loss(now, content.plans, _steps_since(store, content)), is_altered=store.is_altered)


def _steps_since(store: "Store", content: "BackupContent") -> int | None:
    """Return how many steps were made after the last one of the backup; None when that one is not among them."""
    count = 0
    history = store.history(_LOOKED_AT)
    for entry in history:
        if entry.sequence == content.last_sequence:
            is_same = (entry.name, entry.made_at) == (content.last_step, content.last_step_at)
            return count if is_same and not entry.is_undone else None
        count += not entry.is_undone
    return count if content.last_step_at is None and len(history) < _LOOKED_AT else None
