"""One step of a running program, as a sentence and as a picture. Nothing here runs anything."""

import html
from dataclasses import dataclass

from lux_ai_edu.language import say


@dataclass(frozen=True)
class Source:
    """The text of one function: its name, the number of its first line, its lines (none if not known)."""

    function: str
    first: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """What is true just before a line runs, or at the end.

    line: its number in the cell or file; variables: names and values as texts, in the order they came up;
    picture: rows of # and . as the board shows them, "" without a board; ending: "" or how the program ended.
    """

    source: Source
    line: int
    variables: tuple[tuple[str, str], ...]
    picture: str = ""
    ending: str = ""


def lamps_on(picture: str) -> list[tuple[int, int]]:
    """Give the lamps that are on as (x, y), row by row from the top left.

    >>> lamps_on(".#.\\n#..")
    [(1, 0), (0, 1)]
    """
    return [(x, y) for y, row in enumerate(picture.split()) for x, lamp in enumerate(row) if lamp == "#"]


def describe(step: Step, number: int, total: int, program: str) -> str:
    """Say a step in a sentence, for whoever cannot see the picture. `program`: the function that is watched.

    >>> draw = Source("draw", 1, ("def draw(board):", "    board.on(0, 0)"))
    >>> describe(Step(draw, 2, (("x", "1"),), "#."), 4, 12, "draw")
    'Step 4 of 12, line 2: x = 1. Lamps on: (0, 0).'
    """
    known: dict[str, object] = {"number": number, "total": total, "line": step.line}
    variables = ", ".join(f"{name} = {value}" for name, value in step.variables) or say("no variables")
    if step.ending:
        told = say("Step {number} of {total}: {ending}", ending=step.ending, **known)
    elif step.source.function == program:
        told = say("Step {number} of {total}, line {line}: {variables}.", variables=variables, **known)
    else:
        told = say(
            "Step {number} of {total}, line {line} in {function}: {variables}.",
            function=step.source.function,
            variables=variables,
            **known,
        )
    return f"{told} {_describe_lamps(step.picture)}".rstrip()


def draw(step: Step) -> str:
    """Draw a step as HTML: the code with its next line marked, the variables, the lamps.

    The mark is a sign and bold letters, so that it does not hang on colour; every text is escaped.
    """
    parts = _code(step) + _table(step) + lamps_svg(step.picture)
    return f'<div style="display: flex; flex-wrap: wrap; gap: 1.5em; align-items: flex-start">{parts}</div>'


_LIT = 'r="9" fill="#fff3d6" stroke="#f0a63c" stroke-width="4"'
_DARK = 'r="4" fill="#2b363d" stroke="#55666f"'


def lamps_svg(picture: str) -> str:
    """Draw rows of # and . as the board does: lamps that are on are bigger, brighter and warm."""
    rows = picture.split()
    if not rows:
        return ""
    lamps = []
    for y, row in enumerate(rows):
        for x, lamp in enumerate(row):
            style = _LIT if lamp == "#" else _DARK
            lamps.append(f'<circle cx="{26 * x + 16}" cy="{26 * y + 16}" {style}/>')
    width, height = 26 * max(map(len, rows)) + 6, 26 * len(rows) + 6
    label = html.escape(_describe_lamps(picture))
    return (
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"><rect width="100%" height="100%" rx="8" fill="#0d1519"/>'
        f"{''.join(lamps)}</svg>"
    )


def _describe_lamps(picture: str) -> str:
    if not picture:
        return ""
    lamps = ", ".join(map(str, lamps_on(picture)))
    return say("Lamps on: {lamps}.", lamps=lamps) if lamps else say("All lamps are off.")


def _code(step: Step) -> str:
    source = step.source
    if not source.lines:
        sentence = say(
            "The text of {function} cannot be found, so only its steps show.", function=source.function
        )
        return f"<p>{html.escape(sentence)}</p>"
    rows = []
    for number, text in enumerate(source.lines, source.first):
        row = f"{number:>4}  {html.escape(text)}"
        rows.append(f"<b>▶{row}</b>" if number == step.line and not step.ending else f" {row}")
    return "<pre>" + "\n".join(rows) + "</pre>"


def _table(step: Step) -> str:
    if not step.variables:
        return ""
    head = "".join(f'<th scope="col">{html.escape(title)}</th>' for title in (say("Name"), say("Value")))
    rows = []
    for name, value in ((html.escape(name), html.escape(value)) for name, value in step.variables):
        rows.append(f'<tr><th scope="row"><code>{name}</code></th><td><code>{value}</code></td></tr>')
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
