"""A topic as the browser shows it: headings, steps, lists, remarks and tables of keys, in the colours of the look."""

import html
import re
from collections.abc import Iterable, Sequence

from planner.ui.actions import BY_NAME, MENUS, key_names, plain
from planner.ui.dialogs.keys import IN_FIELDS, IN_PREVIEW, IN_PRINT
from planner.ui.help.book import HEADINGS, HOME, KEYS, LINK, MARK, STEP, STORIES, Book, Kind, Topic, filled
from planner.ui.look import Look

BOLD = re.compile(r"\*\*(.+?)\*\*")
STYLE = """
body {{ color: {text}; }}
h1 {{ font-size: {large:.1f}pt; font-weight: bold; margin-top: 0; margin-bottom: 12px; }}
h2 {{ font-size: {middle:.1f}pt; font-weight: bold; margin-top: 18px; margin-bottom: 6px; }}
p, li {{ margin-top: 5px; margin-bottom: 5px; line-height: 140%; }}
ol, ul {{ margin-left: 0; -qt-list-indent: 1; }}
a {{ color: {accent}; text-decoration: none; }}
.key {{ background-color: {hover}; color: {accent}; font-weight: bold; }}
.menu {{ color: {accent}; }}
.muted {{ color: {muted}; }}
td {{ padding: 3px 18px 3px 0; }}
.note td {{ background-color: {notice}; padding: 8px 12px; }}
"""


def style_of(look: Look, points: float) -> str:
    """Return the style sheet of the pages for a look and a size of the text."""
    return STYLE.format(**look._asdict(), large=points * 1.6, middle=points * 1.15)


def page_of(book: Book, topic: Topic) -> str:
    """Return the page of a topic; some go on with what is made from the book or the table of actions."""
    body = "\n".join(_blocks(topic.text))
    if topic.name == HOME:
        body += _contents(book)
    elif topic.name == STORIES:
        body += _listed(book.of_kind(Kind.STORY))
    elif topic.name == KEYS:
        body += _keys()
    return f"<html><body><h1>{html.escape(topic.title)}</h1>{body}</body></html>"


def found_page(typed: str, topics: Sequence[Topic]) -> str:
    """Return a page that lists what a search found."""
    said = f"找到 {len(topics)} 篇" if topics else "没有找到。换一个词，或输入拼音首字母，如 dy（打印）。"
    return f"<html><body><h1>{html.escape(typed)}</h1><p class='muted'>{said}</p>{_listed(topics)}</body></html>"


def marked(words: str) -> str:
    """Return a line with its keys and menus filled, as rich text that needs no style sheet."""
    found = MARK.sub(lambda mark: f"<b>{html.escape(filled(*mark.groups()))}</b>", html.escape(words, quote=False))
    return f"<p style='line-height: 130%'>{found}</p>"


def _contents(book: Book) -> str:
    parts = []
    for kind in Kind:
        topics = [topic for topic in book.of_kind(kind) if topic.name != HOME]
        parts.append(f"<h2>{HEADINGS[kind]}</h2>{_listed(topics)}")
    return "".join(parts)


def _listed(topics: Iterable[Topic]) -> str:
    return "".join(f"<p><a href='{topic.name}'>{html.escape(topic.title)}</a></p>" for topic in topics)


def _keys() -> str:
    blocks: list[tuple[str, Sequence[tuple[str, str]]]] = [
        (plain(title), [(key_names(BY_NAME[name]), plain(BY_NAME[name].text)) for name in names if name])
        for title, names in MENUS
    ]
    blocks += [("在任务内容的各栏里", IN_FIELDS), ("在打印窗口里", (*IN_PRINT, *IN_PREVIEW))]
    return "".join(f"<h2>{html.escape(title)}</h2>{_key_table(keys)}" for title, keys in blocks)


def _key_table(keys: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f"<tr><td width='190'>{_key(key)}</td><td>{html.escape(words)}</td></tr>" for key, words in keys)
    return f"<table cellspacing='0'>{rows}</table>"


def _blocks(text: str) -> Iterable[str]:
    """Return the blocks of a text as HTML: runs of lines that begin alike belong together."""
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.splitlines()
        if not lines:
            continue
        if lines[0].startswith("## "):
            yield f"<h2>{_line(lines.pop(0)[3:])}</h2>"
        if not lines:
            continue
        if STEP.match(lines[0]):
            yield _list("ol", [STEP.sub("", line, count=1) for line in lines])
        elif lines[0].startswith("- "):
            yield _list("ul", [line[2:] for line in lines])
        elif lines[0].startswith("> "):
            said = "<br>".join(_line(line[2:]) for line in lines)
            yield f"<table class='note' width='100%' cellspacing='0'><tr><td>{said}</td></tr></table>"
        else:
            yield f"<p>{'<br>'.join(_line(line) for line in lines)}</p>"


def _list(tag: str, lines: Sequence[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{_line(line)}</li>' for line in lines)}</{tag}>"


def _line(words: str) -> str:
    found = BOLD.sub(r"<b>\1</b>", html.escape(words, quote=False))
    found = LINK.sub(r"<a href='\2'>\1</a>", found)
    return MARK.sub(lambda mark: _marked(*mark.groups()), found)


def _marked(kind: str, name: str) -> str:
    words = filled(kind, html.unescape(name))
    if kind in ("key", "press"):
        return _key(words)
    return f"<span class='menu'>{html.escape(words)}</span>"


def _key(words: str) -> str:
    return f"<span class='key'>&nbsp;{html.escape(words)}&nbsp;</span>"
