"""nbgrader's markers around answers and hidden tests: `### BEGIN SOLUTION` … `### END SOLUTION`.

nbgrader ignores a marker that is written in any other way, and the learner would then read the answer.
"""

import re

from lux_ai_edu.build.source import Cell, Complain

# What a marker hides, and the role of the cell in which it may stand.
_HOMES = {"SOLUTION": "solution", "HIDDEN TESTS": "tests"}
# A comment that begins like a marker, in any spelling.
_COMMENT = re.compile(r"^\s*#[\s#]*(BEGIN|END)[\s_-]+(SOLUTION|HIDDEN[\s_-]*TEST)S?\b", re.IGNORECASE)
# nbgrader acts on these words wherever they stand, even in prose.
_ANYWHERE = re.compile(r"\b(BEGIN|END) (SOLUTION|HIDDEN TESTS)\b")


def check_markers(cell: Cell, role: str, complain: Complain) -> None:
    """Tell `complain` about the first marker that is odd, unclosed or in the wrong cell.

    Only the first of a cell: one marker that is wrong makes its partner look wrong too.
    """
    opened, open_kind, seen = 0, "", set()
    for number, text in enumerate(cell.source.split("\n"), cell.line):
        found = _ANYWHERE.search(text) or (_COMMENT.match(text) if cell.kind == "code" or role else None)
        if not found:
            continue
        verb = found[1].upper()
        kind = next(kind for kind in _HOMES if kind[:3] == found[2].upper()[:3])
        marker, fault = f"### {verb} {kind}", ""
        if role != _HOMES[kind]:
            fault = f"the learner would read what follows. It belongs in a cell with the tag {_HOMES[kind]}."
        elif text.strip() != marker:
            fault = f"nbgrader does not know this spelling. Write exactly {marker}, alone in its line."
        elif verb == "BEGIN" and opened:
            fault = f"the region of line {opened} is still open: write ### END {open_kind} first."
        elif verb == "END" and open_kind != kind:
            fault = f"nothing was opened: write ### BEGIN {kind} before it."
        if fault:
            return complain(number, f"{text.strip()}: {fault}")
        opened, open_kind = (number, kind) if verb == "BEGIN" else (0, "")
        seen.add(kind)
    if opened:
        complain(opened, f"This region never ends: write ### END {open_kind} after it.")
    elif role == "solution" and not seen:
        complain(cell.line, "No markers here: put ### BEGIN SOLUTION and ### END SOLUTION around the answer.")


def without_solution(source: str) -> str:
    r"""Return the code of a solution cell as a learner gets it, with nothing in the place of the answer.

    >>> without_solution("def f():\n    ...\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION")
    'def f():\n    ...\n'
    """
    return re.sub(r"^\s*### BEGIN SOLUTION\n.*?### END SOLUTION", "", source, flags=re.DOTALL | re.MULTILINE)


def hidden_regions(source: str) -> list[str]:
    r"""Return what stands between markers.

    >>> hidden_regions("x = 1\n### BEGIN SOLUTION\ny = 2\n### END SOLUTION")
    ['y = 2']
    """
    found = re.findall(r"^\s*### BEGIN [A-Z ]+\n(.*?)^\s*### END ", source, re.DOTALL | re.MULTILINE)
    return [text.strip() for text in found]
