"""Signs of the symbol fonts: what Wingdings and Symbol draw where a file only has a private code for it."""

_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x3F: "✍", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□",
    0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x78: "☒", 0x9E: "·",
    0x9F: "•", 0xA1: "○", 0xA2: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAA: "✦", 0xAB: "★", 0xD8: "➢", 0xE0: "→",
    0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
} | {0x8C + value: chr(0x2776 + value - 1) for value in range(1, 11)} | {
    0x81 + value: chr(0x2460 + value) for value in range(10)
}  # fmt: skip
_WINGDINGS_2 = {
    0x2A: "□", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "☒", 0x98: "•", 0xA2: "■",
    0xA3: "□", 0xA4: "□", 0xA6: "□", 0xAE: "◆", 0xEA: "★",
} | {0x69 + value: chr(0x2460 + value - 1) for value in range(1, 11)}  # fmt: skip
_SYMBOL = {
    0x2D: "−", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0x44: "Δ",
    0x53: "Σ", 0x57: "Ω", 0xA3: "≤", 0xA5: "∞", 0xA8: "♦", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡",
    0xBB: "≈", 0xBC: "…", 0xD0: "∠", 0xD6: "√", 0xDE: "⇒",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_ANY_FONT = {0xF000 + code: sign for code, sign in _WINGDINGS.items()} | {0xF0B7: "•"}
UNKNOWN = "□"


def sign(code: int, font: str) -> str:
    """Return what a symbol font draws for a code, □ where that is not known."""
    signs = _FONTS.get(font.strip().lower())
    plain = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if signs is not None:
        return signs.get(plain) or (chr(plain) if font.lower() == "symbol" and 0x20 <= plain < 0x7F else UNKNOWN)
    if 0xE000 <= code <= 0xF8FF:
        return _ANY_FONT.get(code, UNKNOWN)
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else ""


def with_signs(text: str, font: str = "") -> str:
    """Return text with the private codes of symbol fonts replaced by the signs they draw."""
    return "".join(sign(ord(ch), font) if "\uf000" <= ch <= "\uf0ff" else ch for ch in text)
