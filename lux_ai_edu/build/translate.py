r"""Translate the prose of one notebook cell and leave every other byte alone.

A *span* is a stretch of prose with its place in the source. Markdown gives one span for each paragraph,
heading, list item, table cell and title of a `:::{note}`, `:::{tip}` or `:::{warning}`; a code cell gives one
for each comment line. Code, link targets, HTML blocks and maths blocks are never spans.

The msgid of a paragraph is the paragraph on one line: line ends become single spaces, so authors wrap at will
and no translation is lost. Only a hard line break (`\` or two spaces at a line's end) stays, as a newline.
In a table cell `\|` reads `|`. A comment is one msgid a line, because a translated cell keeps the numbers of
its lines. A span whose translation is missing, or equal to the msgid, keeps its original bytes.
"""

import io
import re
import tokenize
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

from lux_ai_edu.build.tag_lines import Complain

Lookup = Callable[[str], str | None]

MARKDOWN = MarkdownIt("commonmark").enable("table")
MARKDOWN.use(dollarmath_plugin).use(amsmath_plugin).use(colon_fence_plugin)
_DIRECTIVE = re.compile(r"\s*\{(?:note|tip|warning)\}[ \t]*(.*)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CONTAINERS = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)))*[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_COMMENT = re.compile(r"#+:?[ \t]*")
# Lines that tools read: a translation would change what they do.
_TOOL_COMMENT = re.compile(
    r"#!|#+\s*(BEGIN|END) |#\s*(noqa|type:|fmt:|ruff:|mypy:|pragma:|pylint:|isort:|-\*-|%%)", re.IGNORECASE
)


class ProseError(ValueError):
    """Prose that cannot be translated: a sentence, and the number (from 0) of its line in the cell."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class Span(NamedTuple):
    """Prose from column `start` of line `first` up to column `end` of line `last` (all from 0)."""

    first: int
    start: int
    last: int
    end: int
    msgid: str
    kind: str  # "paragraph", "line" (no line break possible) or "cell" (of a table)


def extract(cell_type: str, source: str) -> list[str]:
    r"""Return the msgids of a cell, in reading order.

    Args:
        cell_type: nbformat's "markdown", "code" or "raw".
        source: the text of the cell, with `\n` line ends.

    Raises:
        ProseError: the text has `\r` or NUL in it, or a table row that cannot be read.

    >>> extract("markdown", "# Lamps\n\nA *lamp* is\non or off.\n")
    ['Lamps', 'A *lamp* is on or off.']
    >>> extract("code", "board.on(2, 2)  # the middle\n# noqa")
    ['the middle']
    """
    return [span.msgid for span in _spans(cell_type, source)]


def render(cell_type: str, source: str, lookup: Lookup) -> str:
    """Return the cell with each span replaced by what `lookup(msgid)` gives; None and "" keep the original.

    Args:
        cell_type: nbformat's "markdown", "code" or "raw".
        source: the text of the cell.
        lookup: from a msgid to its translation.

    Raises:
        ProseError: as for `extract`.

    >>> render("markdown", "> Hello,\\n> you.", {"Hello, you.": "Bonjour, toi."}.get)
    '> Bonjour, toi.'
    """
    lines = source.split("\n")
    for span in reversed(_spans(cell_type, source)):
        msgstr = lookup(span.msgid)
        if msgstr and msgstr != span.msgid:
            _replace(lines, span, [line.strip(" \t") for line in msgstr.strip().split("\n")])
    return "\n".join(lines)


def check_prose(cell_type: str, source: str, line: int, complain: Complain) -> None:
    """Tell `complain` if the prose of a cell, whose first line is number `line`, cannot be translated."""
    try:
        extract(cell_type, source)
    except ProseError as error:
        complain(line + error.line, str(error))


def _spans(cell_type: str, source: str) -> list[Span]:
    for number, line in enumerate(source.split("\n")):
        if "\r" in line or "\0" in line:
            raise ProseError(
                number, "A carriage return or a NUL stands in this line: save it with Unix line ends (LF)."
            )
    if cell_type == "markdown":
        return sorted(_markdown_spans(source.split("\n")))
    return list(_comments(source)) if cell_type == "code" else []


def _markdown_spans(lines: Sequence[str]) -> Iterator[Span]:
    tokens = MARKDOWN.parse("\n".join(lines))
    for i, token in enumerate(tokens):
        first = token.map[0] if token.map else 0
        if token.type == "tr_open":
            row = takewhile(lambda t: t.type != "tr_close", tokens[i:])
            yield from _row(lines[first], first, [t for t in row if t.type == "inline"])
        elif token.type == "inline" and tokens[i - 1].type not in ("th_open", "td_open"):
            if _has_prose(token):
                kind = "line" if tokens[i - 1].markup.startswith("#") else "paragraph"
                yield _located(lines, first, token.content, kind)
        elif token.type == "colon_fence" and (directive := _DIRECTIVE.match(token.info)):
            title = directive[1].strip()
            if title and any(map(_has_prose, MARKDOWN.parseInline(title))):
                yield _located(lines, first, title, "line")
            # The body's lines are the tails of the source's lines: only what stands before them differs.
            body = token.content.split("\n")
            try:
                inner = list(_markdown_spans(body))
            except ProseError as error:
                raise ProseError(first + 1 + error.line, str(error)) from None
            for span in inner:
                a, b = first + 1 + span.first, first + 1 + span.last
                start = span.start + len(lines[a]) - len(body[span.first])
                end = span.end + len(lines[b]) - len(body[span.last])
                yield span._replace(first=a, start=start, last=b, end=end)


def _located(lines: Sequence[str], first: int, content: str, kind: str) -> Span:
    parts = content.split("\n")
    # The parser drops a first line that holds only, say, a no-break space.
    first = next(i for i in range(first, len(lines)) if parts[0] in lines[i])
    last = first + len(parts) - 1
    # From the right: what precedes (markers of lists, quotes, headings) may repeat the words; what follows
    # holds no word.
    start = lines[first].rindex(parts[0])
    end = lines[last].rindex(parts[-1]) + len(parts[-1])
    return Span(first, start, last, end, _one_line(parts), kind)


def _one_line(parts: Sequence[str]) -> str:
    text = ""
    for part in parts[:-1]:
        backslashes = len(part) - len(part.rstrip("\\"))
        if backslashes % 2:
            text += part[:-1].strip(" \t") + "\n"
        else:
            text += part.strip(" \t") + ("\n" if part.endswith("  ") else " ")
    return text + parts[-1].strip(" \t")


def _row(line: str, number: int, cells: Sequence[Token]) -> Iterator[Span]:
    begin = _CONTAINERS.match(line).end()  # type: ignore[union-attr]  # the pattern also matches nothing
    bars = [bar.start() for bar in _BAR.finditer(line)]
    edges = bars if bars and bars[0] == begin else [begin - 1, *bars]
    for cell, left, right in zip(cells, edges, [*edges[1:], len(line)], strict=False):
        raw = line[left + 1 : right]
        if raw.strip().replace("\\|", "|") != cell.content.strip():
            raise ProseError(number, f"This table row cannot be read, start it with a bar |: {line.strip()}")
        if _has_prose(cell):
            start = left + 1 + len(raw) - len(raw.lstrip())
            yield Span(number, start, number, start + len(raw.strip()), cell.content.strip(), "cell")


def _has_prose(token: Token) -> bool:
    if token.type == "text":
        return bool(_WORD.search(token.content))
    url = False  # the text of <https://…> is its own target
    for child in token.children or []:
        url = child.markup == "autolink" if child.type == "link_open" else url and child.type != "link_close"
        if not url and _has_prose(child):
            return True
    return False


def _comments(source: str) -> Iterator[Span]:
    if source.startswith("%%"):
        return  # a cell magic: the cell may hold another language
    lines = source.split("\n")
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.ERRORTOKEN and token.string[:1] in "\"'":
                return  # a string that never ends: what follows may be its text
            row, column = token.start[0] - 1, token.start[1]
            if token.type != tokenize.COMMENT or lines[row].lstrip().startswith(("!", "%")):
                continue
            marker = _COMMENT.match(token.string)
            words = token.string[marker.end() :].rstrip() if marker else ""
            if marker and _WORD.search(words) and not _TOOL_COMMENT.match(token.string):
                start = column + marker.end()
                yield Span(row, start, row, start + len(words), words, "line")
    except (tokenize.TokenError, SyntaxError):
        return  # an unfinished program is a fair example in a lesson: keep the comments before the fault


def _replace(lines: list[str], span: Span, new: list[str]) -> None:
    before, after = lines[span.first][: span.start], lines[span.last][span.end :]
    if span.kind != "paragraph":
        new = [" ".join(new)]
    if span.kind == "cell":
        new = [new[0].replace("|", "\\|")]
    old = lines[span.first : span.last + 1]
    spaced = any(line.endswith("  ") for line in old[:-1])
    hard = "  " if spaced and not any(line.endswith("\\") for line in old[:-1]) else "\\"
    again = re.sub(r"[^>\s]", " ", before)  # a list's marker stands on the first line only
    if len(old) > 1:
        again = old[1][: len(old[1]) - len(old[1].lstrip("> \t"))]
    for i, line in enumerate(new):
        new[i] = (again if i else before) + line + (hard if i < len(new) - 1 else after)
    lines[span.first : span.last + 1] = new
