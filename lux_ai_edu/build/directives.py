"""MyST directives in prose. JupyterLab shows them as raw text: three of them are printed as block quotes."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

from lux_ai_edu.build.source import Complain
from lux_ai_edu.catalogue import did_you_mean

WORDS = {"note": "Note", "tip": "Tip", "warning": "Warning"}
_MARKDOWN = MarkdownIt("commonmark").enable("table").use(colon_fence_plugin).use(dollarmath_plugin)
_EXAMPLE = "Write :::{note} alone in a line, then the text, then ::: alone in a line."


def block_quotes(source: str, line: int, complain: Complain) -> str:
    r"""Return the Markdown with each note, tip and warning as a block quote.

    Args:
        source: one Markdown cell.
        line: the number of its first line, for errors.
        complain: takes line and message of a directive or role that is not one of the three.

    >>> block_quotes(":::{tip}\nGuess first.\n:::", 1, print)
    '> **Tip**\n>\n> Guess first.'
    """
    lines = source.split("\n")
    for token in reversed(_MARKDOWN.parse(source)):
        first, last = token.map or (0, 0)
        if token.type == "inline":
            _check_roles(token, line + first, complain)
        elif token.type in ("fence", "colon_fence"):
            name = re.match(r"\s*\{([^}]*)\}?[ \t]*(.*)", token.info)
            fault = _fault(token, name, lines[last - 1])
            if fault:
                complain(line + first, fault)
            elif name:
                body = token.content.strip("\n").split("\n")
                quote = [f"**{WORDS[name[1]]}**", "", *body]
                lines[first:last] = [f"> {text}".rstrip() for text in quote]
    return "\n".join(lines)


def _fault(token: Token, name: re.Match[str] | None, end: str) -> str:
    """Return what is wrong with a fence, or "" (a fence of plain code, or a sound directive)."""
    if not name:
        return f"This block has no name in braces. {_EXAMPLE}" if token.type == "colon_fence" else ""
    if name[1] in ("code-cell", "raw-cell"):
        return "A code cell begins with ```{code-cell} at the left margin, outside of lists: move it there."
    if name[1] not in WORDS:
        return f'There is no directive "{name[1]}" here. {did_you_mean(name[1], [*WORDS, "code-cell"])}'
    if token.type == "fence":
        return f"A {name[1]} is written with colons. {_EXAMPLE}"
    if token.level:
        return f"A {name[1]} stands at the left margin, outside of lists and quotes: move it there."
    if name[2]:
        return f"A {name[1]} has no title here. {_EXAMPLE}"
    if end.strip().strip(":"):
        return f"This {name[1]} never ends. {_EXAMPLE}"
    if re.search(r"^\s*(:{3,}|`{3,}\{|:[\w-]+:)", token.content, re.MULTILINE):
        return f"A {name[1]} has neither options nor another directive inside. {_EXAMPLE}"
    return "" if token.content.strip() else f"This {name[1]} is empty. {_EXAMPLE}"


def _check_roles(token: Token, line: int, complain: Complain) -> None:
    children = token.children or []
    for child, following in zip(children, children[1:], strict=False):
        role = re.search(r"\{([a-z][\w:+-]*)\}$", child.content) if child.type == "text" else None
        if role and following.type == "code_inline":
            complain(
                line,
                f"JupyterLab shows MyST roles such as {{{role[1]}}} as raw text: write plain Markdown.",
            )
