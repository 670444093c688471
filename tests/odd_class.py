"""An exercise with hidden tests of every kind, and what learners and attackers make of it."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

MODULE = "99-tricky"
HIDDEN = ("31337", "62674", "4711", "14133", "8128", "16256", "HIDDEN", "secretly")
SENTENCE = "Twice one is two."


def mark(name: str, **more: object) -> dict:
    base = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return {"nbgrader": {**base, "grade_id": name, **more}}


def answer(name: str, code: str) -> NotebookNode:
    source = f"def {name}(n):\n    ...\n    ### BEGIN SOLUTION\n    {code}\n    ### END SOLUTION"
    return new_code_cell(source, metadata=mark(name, solution=True), id=name)


def check(name: str, code: str, points: int) -> NotebookNode:
    more = {"grade": True, "locked": True, "points": points}
    return new_code_cell(code, metadata=mark(f"test-{name}", **more), id=f"test-{name}")


def source() -> NotebookNode:
    hidden = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS".format
    return new_notebook(
        cells=[
            new_code_cell(
                "from lux_ai_edu.verdict import NotYet", metadata=mark("set-up", locked=True), id="a"
            ),
            new_markdown_cell("## Double", id="b"),
            answer("double", "return 2 * n"),
            check(
                "double",
                f'if double(1) != 2:\n    raise NotYet("{SENTENCE}")\n'
                + hidden("secretly = 31337\nassert double(secretly) == 62674"),
                points=2,
            ),
            answer("triple", "return 3 * n"),
            check(
                "triple", "assert triple(1) == 3;\n" + hidden("3 if triple(4711) == 14133 else 1"), points=3
            ),
            answer("twice", "return 2 * n"),
            check(
                "twice",
                "for n in (1, 2):\n    assert twice(n) == 2 * n\n    "
                "### BEGIN HIDDEN TESTS\n    assert twice(8128) == 16256\n    ### END HIDDEN TESTS",
                points=1,
            ),
            new_markdown_cell(
                "Because.", metadata=mark("why", grade=True, solution=True, points=2), id="why"
            ),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )


def cell(nb: NotebookNode, name: str) -> NotebookNode:
    return next(one for one in nb.cells if one.metadata.get("nbgrader", {}).get("grade_id") == name)


def fill(nb: NotebookNode, double: str = "return 2 * n", triple: str = "return 3 * n") -> NotebookNode:
    cell(nb, "double").source = f"def double(n):\n    {double}"
    cell(nb, "triple").source = f"def triple(n):\n    {triple}"
    cell(nb, "twice").source = "def twice(n):\n    return n + n"
    return nb


# ── the submissions: a release notebook comes in, what a learner made of it goes out ──


def untouched(nb: NotebookNode) -> NotebookNode:
    return nb


def right(nb: NotebookNode) -> NotebookNode:
    cell(nb, "why").source = "Because two times."
    return fill(nb)


def right_in_french(nb: NotebookNode) -> NotebookNode:
    nb.metadata["lux_ai"] = {"language": "fr"}
    cell(nb, "test-double").source = "# Un commentaire traduit\n" + cell(nb, "test-double").source
    return right(nb)


def wrong_at_sight(nb: NotebookNode) -> NotebookNode:
    return fill(nb, double="print('I was here')\n    return 3 * n")


def wrong_when_hidden(nb: NotebookNode) -> NotebookNode:
    return fill(nb, double="return 2", triple="return 3")


STOPS = "return 3 * n if n < 100 else 1 / 0"
SPY = "print('got', n)\n    if n > 100:\n        {}\n    return 2 * n"


def spy_by_value_error(nb: NotebookNode) -> NotebookNode:
    return fill(nb, double=SPY.format("raise ValueError(f'it was {n}')"), triple=STOPS)


def spy_by_our_own_verdict(nb: NotebookNode) -> NotebookNode:
    return fill(nb, double=SPY.format("raise NotYet(f'it was {n}')"))


def spy_by_name_of_an_exception(nb: NotebookNode) -> NotebookNode:
    return fill(nb, double=SPY.format("raise type(f'E{n}', (Exception,), {})"))


def spy_by_warning(nb: NotebookNode) -> NotebookNode:
    return fill(nb, double=SPY.format("import warnings; warnings.warn(f'it was {n}')"))


def spy_by_display(nb: NotebookNode) -> NotebookNode:
    return fill(nb, double=SPY.format("display({'text/plain': str(n)}, raw=True)"))


def spy_in_a_loop(nb: NotebookNode) -> NotebookNode:
    fill(nb)
    cell(nb, "twice").source = "def twice(n):\n    print(n)\n    assert n < 100, n\n    return 2 * n"
    return nb


def looks_around(nb: NotebookNode) -> NotebookNode:
    """Asks IPython for all that it keeps, after a hidden check that ended in a traceback."""
    nb.cells.append(new_code_cell("%tb\n%whos\n%history\nprint(In, Out, _, __, ___, globals())"))
    return fill(nb, triple=STOPS)


def copy_of(one: NotebookNode) -> NotebookNode:
    """A cell as JupyterLab pastes it: the same, with a cell id of its own."""
    return NotebookNode(deepcopy(one), id=f"{one.id}-copy")


def copied(nb: NotebookNode) -> NotebookNode:
    right(nb)
    for name in ("double", "test-double", "set-up"):
        nb.cells.insert(nb.cells.index(cell(nb, name)) + 1, copy_of(cell(nb, name)))
    # The copy of the written answer holds the answer; the first one is as it was handed out.
    nb.cells.append(copy_of(cell(nb, "why")))
    cell(nb, "why").source = "✏️ …"
    return nb


def deleted(nb: NotebookNode) -> NotebookNode:
    """Answer and check of one question, the set-up and the written answer are gone."""
    right(nb)
    for name in ("double", "test-double", "set-up", "why"):
        nb.cells.remove(cell(nb, name))
    return nb


def stripped(nb: NotebookNode) -> NotebookNode:
    """As after copying all cells into a new notebook."""
    right(nb)
    for one in nb.cells:
        one.metadata.pop("nbgrader", None)
    return nb


def retyped(nb: NotebookNode) -> NotebookNode:
    right(nb)
    cell(nb, "test-double").metadata.nbgrader.update(points=100, schema_version=1)
    cell(nb, "test-triple").metadata.nbgrader["grade"] = False
    cell(nb, "why").metadata.nbgrader["locked"] = True
    nb.cells.append(new_code_cell("1 + 1", metadata=mark("not-of-this-exercise", grade=True, points=50)))
    nb.cells.append(new_markdown_cell("my notes", metadata={"nbgrader": {}}))
    nb.cells.append(new_markdown_cell("more", metadata={"nbgrader": {"grade_id": ["a", "list"]}}))
    check = cell(nb, "test-twice")
    nb.cells[nb.cells.index(check)] = new_markdown_cell(check.source, metadata=check.metadata)
    return nb


def checks_switched_off(nb: NotebookNode) -> NotebookNode:
    """Wrong, with tags that make nbclient leave a cell out, and with tests rewritten to pass."""
    fill(nb, double="return 0", triple="return 0")
    for name in ("test-double", "test-triple"):
        cell(nb, name).metadata["tags"] = ["skip-execution"]
        cell(nb, name).source = "assert True"
    return nb


def stops_at_once(nb: NotebookNode) -> NotebookNode:
    right(nb)
    nb.cells[1:1] = [new_code_cell("import no_such_module"), new_code_cell("raise SystemExit")]
    return nb


ALERT = "<script>alert(1)</script><img src='x' onerror='alert(1)'><a href='javascript:alert(1)'>x</a>"
ALERT += "<b style='cursor: url(https://example.org/a.cur), auto'>b</b><img src='https://example.org/a.png'>"


def html(nb: NotebookNode) -> NotebookNode:
    """Every way that I know to bring a script into a page, beside a table and a picture that shall stay."""
    right(nb)
    cell(nb, "why").source = f"**bold** {ALERT} [link](javascript:alert(1)) ![lost](attachment:lost.png)"
    bundles = [
        {"text/html": ALERT + "<table><tr><td>cell of a table</td></tr></table>"},
        {"text/plain": "five\nlamps", "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' width='9'/>"},
        {"image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg'>{ALERT}<title>my board</title></svg>"},
        {"application/javascript": "alert(1)", "text/plain": "in place of javascript"},
        *({kind: ALERT} for kind in ("text/markdown", "text/latex", "text/plain")),
        {"image/png": '"><script>alert(1)</script>'},
        {"text/vnd.mermaid": ALERT, "text/plain": "in place of a diagram"},
    ]
    shown = "\n".join(f"display({bundle!r}, raw=True)" for bundle in bundles)
    nb.cells.append(new_code_cell(shown, metadata={"tags": ['"><script>alert(1)</script>']}))
    nb.cells.append(new_code_cell(f"print({ALERT!r})\nraise ValueError({ALERT!r})"))
    nb.cells.append(new_markdown_cell(ALERT, metadata={"magics_language": '"><script>'}))
    nb.cells.append(nbformat.v4.new_raw_cell(ALERT, metadata={"raw_mimetype": "text/html"}))
    nb.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"a": "</script>"}}}
    return nb


LEARNERS: dict[Callable[[NotebookNode], NotebookNode], tuple[float, set[str]]] = {
    # the marks without a person's, and the cells that wait for a person
    untouched: (0, set()),
    right: (6, {"why"}),
    right_in_french: (6, {"why"}),
    wrong_at_sight: (4, set()),
    wrong_when_hidden: (2, set()),
    spy_by_value_error: (1, set()),
    spy_by_our_own_verdict: (4, set()),
    spy_by_name_of_an_exception: (4, set()),
    spy_by_warning: (4, set()),
    spy_by_display: (6, set()),
    spy_in_a_loop: (5, set()),
    looks_around: (3, set()),
    copied: (6, {"why"}),
    deleted: (4, {"why"}),
    stripped: (6, {"why"}),
    retyped: (6, {"why"}),
    checks_switched_off: (1, set()),
    stops_at_once: (6, {"why"}),
    html: (6, {"why"}),
}


def hand_in(root: Path, learner: str, text: str, module: str = MODULE) -> None:
    folder = root / "build" / "nbgrader" / "submitted" / learner.replace("_", "-") / module
    folder.mkdir(parents=True)
    (folder / "exercise.ipynb").write_text(text, encoding="utf-8")
