"""What a translation must keep of its English sentence."""

import re
from collections import Counter
from collections.abc import Sequence

from markdown_it.token import Token

from lux_ai_edu.build.translate import MARKDOWN

_KEPT = {"code_inline": "code", "math_inline": "maths", "math_inline_double": "maths", "html_inline": "html"}


def faults(msgid: str, msgstr: str) -> list[str]:
    """Name what a translation must keep and does not: code, maths, links, HTML, fields like {x}, line breaks.

    >>> faults("Call `on` at {x}.", "Appelle `ein` a {y}.")
    ["code: ['on'] became ['ein']", "fields: ['{x}'] became ['{y}']"]
    >>> faults("Call `on`.", "Appelle `on`.")
    []
    """
    before, after = _kept(msgid), _kept(msgstr)
    return [
        f"{what}: {list((before[what] - after[what]).elements())} "
        f"became {list((after[what] - before[what]).elements())}"
        for what in before
        if before[what] != after[what]
    ]


def _kept(message: str) -> dict[str, Counter[str]]:
    kinds = ("code", "maths", "links", "html", "fields", "breaks", "blocks")
    found: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}

    def visit(tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.type in _KEPT:
                found[_KEPT[token.type]][token.content] += 1
            elif token.type in ("link_open", "image"):
                found["links"][str(token.attrs.get("href", token.attrs.get("src", "")))] += 1
            elif token.block and token.type != "inline":
                found["blocks"][token.type + token.content] += 1
            visit(token.children or [])

    visit(MARKDOWN.parse(message.replace("\n", "\\\n")))
    found["links"].update(re.findall(r"(?<=\])\[[^\]]*\]", message))  # [text][label], defined elsewhere
    found["fields"].update(re.findall(r"\{[^{}]*\}", message))
    found["breaks"].update(message.strip().count("\n") * ["\\n"])
    return found
