"""How the program looks: the two palettes, the colours with a meaning, and one style sheet made of them.

Colour never carries a meaning alone: each part of the source has its own underline, each weight of a fault its word.
"""

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from planner.core.paths import resource
from planner.ui.style import SHEET

if TYPE_CHECKING:
    from planner.core.vocabulary import Severity

SYSTEM_IS_DARK = "system_is_dark"
USUAL_POINTS = "usual_points"
LIGHT_SHARE = 0.52
LIGHT_GAP = 5
"""What is free between a light and its word."""


class Scheme(StrEnum):
    """Which palette the clerk wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Look(NamedTuple):
    """One palette, as #rrggbb."""

    window: str
    base: str
    band: str
    text: str
    muted: str
    line: str
    accent: str
    on_accent: str
    handle: str
    chosen: str
    hover: str
    note: str
    doubt: str
    error: str
    notice: str
    alarm: str
    number_mark: str
    title_mark: str
    body_mark: str
    field_mark: str
    units_mark: str
    found: str


LIGHT = Look(
    window="#f3f4f6",
    base="#ffffff",
    band="#f8f9fb",
    text="#1d2126",
    muted="#5a616b",
    line="#d9dce1",
    accent="#1f66a8",
    on_accent="#ffffff",
    handle="#c3c8cf",
    chosen="#d3e5f7",
    hover="#eef3f8",
    note="#45637f",
    doubt="#875600",
    error="#b3261e",
    notice="#e6f0fa",
    alarm="#fbe9e7",
    number_mark="#ecdff7",
    title_mark="#d0e6fb",
    body_mark="#eef2f5",
    field_mark="#dcefe0",
    units_mark="#fce6c8",
    found="#ffe08a",
)
DARK = Look(
    window="#202226",
    base="#18191c",
    band="#1d1f22",
    text="#e4e6ea",
    muted="#a9b0ba",
    line="#3a3e45",
    accent="#78b4ec",
    on_accent="#10202f",
    handle="#4c525b",
    chosen="#27435f",
    hover="#25292f",
    note="#9bb8d3",
    doubt="#e0b15c",
    error="#f6a49d",
    notice="#1f3448",
    alarm="#4a2320",
    number_mark="#45305a",
    title_mark="#1f4468",
    body_mark="#2a2e34",
    field_mark="#25442d",
    units_mark="#543f1a",
    found="#6b5410",
)

SYSTEM_FONTS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC")


def current_look() -> Look:
    """Return the look that the application's palette stands for."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Base).lightness() < 128 else LIGHT


def light_size() -> int:
    """Return how wide and high a light is beside text of the size of this moment."""
    return max(8, round(QFontMetrics(QApplication.font()).height() * LIGHT_SHARE))


def severity_color(severity: "Severity") -> QColor:
    """Return the colour of a weight; the fields of a look have the same names."""
    return QColor(getattr(current_look(), severity))


def palette_of(look: Look) -> QPalette:
    """Return the Qt palette of a look."""
    role = QPalette.ColorRole
    palette = QPalette(QColor(look.window), QColor(look.window))
    for name, color in (
        (role.Window, look.window),
        (role.WindowText, look.text),
        (role.Base, look.base),
        (role.AlternateBase, look.band),
        (role.Text, look.text),
        (role.Button, look.window),
        (role.ButtonText, look.text),
        (role.BrightText, look.error),
        (role.Highlight, look.chosen),
        (role.HighlightedText, look.text),
        (role.Link, look.accent),
        (role.LinkVisited, look.accent),
        (role.ToolTipBase, look.base),
        (role.ToolTipText, look.text),
        (role.PlaceholderText, look.muted),
        (role.Mid, look.line),
        (role.Accent, look.accent),
    ):
        palette.setColor(name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        faded = QColor(look.muted)
        faded.setAlpha(140)
        palette.setColor(QPalette.ColorGroup.Disabled, name, faded)
    return palette


def text_scale() -> float:
    """Return how much larger than usual the clerk wants the text."""
    app = QGuiApplication.instance()
    usual = app.property(USUAL_POINTS) if app is not None else None
    return QGuiApplication.font().pointSizeF() / float(usual) if usual else 1.0


def part_sizes(scale: float) -> dict[str, str]:
    """Return the sizes of the style sheet's small parts; the dot and the ring of a choice fill the box of one."""
    sizes = {f"px{size}": round(size * scale) for size in (8, 11, 13, 14, 16, 20, 22)}
    ring = round(5 * scale)
    sizes |= {"ring": ring, "dot": sizes["px14"] + 2 - 2 * ring, "px8": sizes["px14"] // 2 + 1}
    return {name: f"{size}px" for name, size in sizes.items()} | {"title": f"{15 * scale:.1f}pt"}


def style_sheet(look: Look) -> str:
    """Return the style sheet in the colours of a look: hairlines, flat tabs, a visible focus."""
    shade = "dark" if look is DARK else "light"
    words = look._asdict()
    words |= part_sizes(text_scale())
    for name, picture in (("arrow", "arrow-down"), ("arrow_up", "arrow-up"), ("tick", "check")):
        words[name] = resource("icons", f"{picture}-{shade}.svg").as_posix()
    return SHEET % words


def bar_style(*, alarm: bool) -> str:
    """Return the style of the bar: its ground says whether something went wrong, as its icon and words do."""
    look = current_look()
    ground = look.alarm if alarm else look.notice
    return f"QFrame#bar {{ background: {ground}; border: 0; border-bottom: 1px solid {look.line}; }}"


def note_system_scheme(app: QApplication) -> None:
    """Remember whether the system is dark, which the style's own palette tells before the first of ours is set.

    (The plain question, `styleHints().colorScheme()`, names `Qt`: see the tree's model.)
    """
    if app.property(SYSTEM_IS_DARK) is None:
        app.setProperty(SYSTEM_IS_DARK, app.palette().color(QPalette.ColorRole.Window).lightness() < 128)


def apply_scheme(app: QApplication, scheme: Scheme) -> None:
    """Give the application the palette of `scheme` and its style sheet; Fusion everywhere, so that both look alike."""
    dark = scheme is Scheme.DARK or (scheme is Scheme.SYSTEM and bool(app.property(SYSTEM_IS_DARK)))
    look = DARK if dark else LIGHT
    app.setPalette(palette_of(look))
    app.setStyleSheet(style_sheet(look))


def use_readable_font(app: QApplication) -> None:
    """On systems without a Chinese font take the bundled one; leave the system's own font where it can write 汉."""
    if QGuiApplication.platformName() in ("windows", "cocoa"):
        return
    family = next((name for name in SYSTEM_FONTS if QFontDatabase.hasFamily(name)), None)
    if family is None:
        path = resource("fonts", "NotoSansSC-Regular.ttf")
        bundled = QFontDatabase.addApplicationFont(str(path))
        if bundled < 0:  # without a screen Windows' Qt opens no font whose path is in Chinese
            bundled = QFontDatabase.addApplicationFontFromData(path.read_bytes())
        families = QFontDatabase.applicationFontFamilies(bundled) if bundled >= 0 else []
        family = families[0] if families else None
    if family is not None:
        font = QFont(family, 10)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        app.setFont(font)
