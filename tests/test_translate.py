"""Only prose changes: every other byte of a cell, and the AST of its code, stays."""

import ast
from pathlib import Path

import jupytext
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin

from lux_ai_edu.build.kept import faults
from lux_ai_edu.build.translate import ProseError, extract, render

AWKWARD = {
    "heading": ("# Lamps and colours #\n", ["Lamps and colours"]),
    "heading that ends in a sharp": ("## In C# #  \n", ["In C#"]),
    "setext": ("Lamps\nand colours\n=====\n\nText\n---\n", ["Lamps and colours", "Text"]),
    "wrapped": ("A lamp is on\n   or off.\n", ["A lamp is on or off."]),
    "hard breaks": ("on  \noff\\\nagain\nand again", ["on\noff\nagain and again"]),
    "escaped backslash is no break": ("a path ends\\\\\nhere", ["a path ends\\\\ here"]),
    "nested lists": (
        "- red\n  lamp\n  1. green\n\n     more green\n     - [ ] blue\n* red lamp",
        ["red lamp", "green", "more green", "[ ] blue", "red lamp"],
    ),
    "list in a quote in a list": ("1) > - lazy\nlamp\n   >\n   > end\n", ["lazy lamp", "end"]),
    "table": (
        "| Key | What *it* says |\n|:---|--|\n| `a \\| b` | on \\| off |\n| 12 | |\n|   | last|extra cell|\n",
        ["Key", "What *it* says", "on | off", "last"],
    ),
    "table without outer bars": (
        "on | off\n--|--\nred|red \nonly one",
        ["on", "off", "red", "red", "only one"],
    ),
    "table in a quote in a list": ("- > | on | on |\n  > |--|--|\n  > | on | |", ["on", "on", "on"]),
    "directive": (
        ":::{note} Look *here*\nFirst line\nsecond line\n\n- item\n:::\nAfter",
        ["Look *here*", "First line second line", "item", "After"],
    ),
    "directive in a list": ("- on\n\n  :::{tip}\n  > one\n  two\n\n  | ab | cd |\n  |--|--|\n  :::", None),
    "nested directives": (
        "::::{warning}\n:::{note} inner\ntext\n:::\nouter\n::::",
        ["inner", "text", "outer"],
    ),
    "link, image, html": (
        'See [the map](map.md "A map") and ![a red heart](heart.png) <br class="wide">now &amp; then.',
        ['See [the map](map.md "A map") and ![a red heart](heart.png) <br class="wide">now &amp; then.'],
    ),
    "no prose": (
        "`code`\n\n$x + abc$\n\n<https://example.org>\n\n![](heart.png)\n\n12 × 3\n\n<b></b>\n\nA\n",
        [],
    ),
    "blocks that are not prose": (
        "```python\nlamp on\n```\n\n    indented lamp\n\n$$\nlamp\n$$\n\n"
        "\\begin{align}\nlamp\n\\end{align}\n\n<div>\nlamp\n</div>\n\n[label]: https://example.org 'lamp'\n\n"
        "~~~\nnever closed",
        [],
    ),
    "html with prose inside": ("<details>\n\nOpen me\n\n</details>", ["Open me"]),
    "another directive": (":::{figure} lamp.png\nlamp\n:::", []),
    "tabs and spaces": ("-\tone lamp\n\n\ttwo lamps\n\n>\tthree\t\n", ["one lamp", "two lamps", "three"]),
    "spaces of other scripts": (
        "\u00a0A lamp\u00a0: on\u2003\nred\u00a0!\u00a0",
        ["A lamp\u00a0: on\u2003 red\u00a0!"],
    ),
    "the stub of a written answer": ("✏️ …", []),
}

CODE = {
    "trailing": ("x = 1  # the column\ny = '# no comment'", ["the column"]),
    "own lines": (
        "# First line\n#   second line \n#: third\n\n#fourth",
        ["First line", "second line", "third", "fourth"],
    ),
    "stub of the code": ("# ✏️ Write your code here\n...", ["✏️ Write your code here"]),
    "markers": (
        "### BEGIN SOLUTION\nx = 1  # noqa: E501\n### END SOLUTION\n"
        "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS",
        [],
    ),
    "tools": (
        "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nx = []  # type: list[int]\n# fmt: off\n# %% cell",
        [],
    ),
    "no words": ("# -----\n# 1, 2", []),
    "magics": ("%matplotlib inline # lamp\n!echo lamp#lamp\n# after", ["after"]),
    "cell magic": ("%%bash\n# lamp", []),
    "unfinished": ("# before\nprint('# lamp)\n# lamp", ["before"]),
    "unfinished bracket": ("# before\nprint((1\n# after", ["before", "after"]),
    "unindented": ("# before\nif x:\n        y\n    z  # lamp\n# lamp", ["before"]),
    "in strings": ('text = """\n# lamp\n"""  # a text', ["a text"]),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_prose_of_markdown(name: str) -> None:
    source, msgids = AWKWARD[name]
    assert msgids is None or extract("markdown", source) == msgids
    holds_together("markdown", source)


@pytest.mark.parametrize("name", CODE)
def test_comments_of_code(name: str) -> None:
    source, msgids = CODE[name]
    assert extract("code", source) == msgids
    holds_together("code", source)


def test_every_cell_of_the_course() -> None:
    files = sorted((Path(__file__).parents[1] / "course").rglob("*.md"))
    assert files
    for file in files:
        for cell in jupytext.read(file, fmt="md:myst").cells:
            holds_together(cell.cell_type, cell.source)


def holds_together(cell_type: str, source: str) -> None:
    """The identity changes no byte; a translation comes back as it went in; nothing around it changes."""
    assert render(cell_type, source, lambda msgid: msgid) == source
    assert render(cell_type, source, lambda msgid: None) == source
    msgids = extract(cell_type, source)
    other = render(cell_type, source, str.swapcase)
    assert extract(cell_type, other) == [msgid.swapcase() for msgid in msgids]
    if cell_type == "markdown":
        assert shape(other) == shape(source)
    assert extract(cell_type, render(cell_type, other, str.swapcase)) == msgids


def shape(source: str) -> list[tuple[str, str]]:
    """The blocks of a text, and all that stands in those that hold no prose."""
    tokens = MarkdownIt("commonmark").enable("table").use(colon_fence_plugin).parse(source)
    return [(t.type, "" if t.type in ("inline", "colon_fence") else t.content.lower()) for t in tokens]


# Pieces an author writes, put together in ways no author would.
WORDS = st.sampled_from(
    ["lamp", "Red", "`x | y`", "*soft*", "[map](a.md)", "$a+b$", "12", "Lëtz", "c#", "<br>", "été"]
)
LINE = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
PARAGRAPH = st.lists(st.tuples(LINE, st.sampled_from(["", " ", "  ", "\\"])), min_size=1, max_size=4).map(
    lambda lines: "\n".join(line + end for line, end in lines)
)
CELL = st.sampled_from(["", "lamp", "a lamp ", "`a \\| b`", "on \\| off", "7", "*red*"])
TABLE = st.integers(1, 3).flatmap(
    lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=4).map(
        lambda rows: "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], ["---"] * n, *rows[1:]])
    )
)
LEAF = st.one_of(
    PARAGRAPH,
    TABLE,
    st.tuples(st.integers(1, 6), LINE, st.sampled_from(["", " ##", " #  "])).map(
        lambda h: "#" * h[0] + f" {h[1]}{h[2]}"
    ),
    st.tuples(PARAGRAPH, st.sampled_from(["===", "---"])).map("\n".join),
    st.just("```python\nlamp = 'on'\n```"),
    st.just("$$\nlamp\n$$"),
)


def within(mark: str, rest: str, text: str) -> str:
    first, *others = text.split("\n")
    return "\n".join([mark + first, *(rest + line if line or rest.strip() else line for line in others)])


MARKDOWN = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("\n\n".join),
        st.tuples(st.sampled_from(["- ", "* ", "1. ", "10)  "]), inner).map(
            lambda x: within(x[0], " " * len(x[0]), x[1])
        ),
        inner.map(lambda text: within("> ", "> ", text)),
        st.tuples(st.sampled_from(["", " A *lamp*"]), inner).map(
            lambda x: f"::::::{{tip}}{x[0]}\n{x[1]}\n::::::"
        ),
    ),
    max_leaves=6,
)


@given(MARKDOWN)
def test_any_text_of_an_author(source: str) -> None:
    holds_together("markdown", source)


@given(st.text(st.sampled_from("ab  \n\n#>-*`|$:{}[]()<!\\\t1.=é\u00a0\u2028")))
@example("\u00a0\naé")
def test_any_text_at_all(source: str) -> None:
    assert render("markdown", source, lambda msgid: msgid) == source
    assert render("code", source, lambda msgid: msgid) == source


@given(st.lists(st.sampled_from(["A", "lamp", "on", "`x y`", "[map](a.md)"]), min_size=2), st.data())
def test_wrapping_is_no_change(words: list[str], data: st.DataObject) -> None:
    ends = data.draw(
        st.lists(st.sampled_from([" ", "\n", " \n  "]), min_size=len(words), max_size=len(words))
    )
    wrapped = "".join(word + end for word, end in zip(words, ends, strict=True))
    assert extract("markdown", wrapped) == extract("markdown", " ".join(words))


def test_a_translation_stands_where_the_source_stood() -> None:
    source = "> - A lamp\n>   is on,  \n>   or not.\n>\n> | Key | on \\| off |\n> |---|---|\n"
    french = {"A lamp is on,\nor not.": "Une lampe\nou pas", "Key": "Touche A|B", "on | off": "allumé"}
    expected = "> - Une lampe  \n>   ou pas\n>\n> | Touche A\\|B | allumé |\n> |---|---|\n"
    assert render("markdown", source, french.get) == expected


def test_code_is_the_same_program_in_every_language() -> None:
    source = "# First\nfor i in range(3):  # each lamp\n    print('# First')\n"
    other = render("code", source, {"First": "Erst\nens", "each lamp": "chaque lampe"}.get)
    assert other == "# Erst ens\nfor i in range(3):  # chaque lampe\n    print('# First')\n"
    assert ast.dump(ast.parse(other)) == ast.dump(ast.parse(source))


@pytest.mark.parametrize("cell_type", ["markdown", "code", "raw"])
@pytest.mark.parametrize("sign", ["\r", "\0"])
def test_windows_line_ends_and_nul_are_refused(cell_type: str, sign: str) -> None:
    with pytest.raises(ProseError, match="Unix line ends") as caught:
        extract(cell_type, f"A lamp\nis{sign} on.")
    assert caught.value.line == 1


@pytest.mark.parametrize(("before", "line"), [("", 0), ("A lamp.\n\n", 2), (":::{note}\n\n", 2)])
def test_a_table_that_cannot_be_read_has_its_line(before: str, line: int) -> None:
    with pytest.raises(ProseError, match="start it with a bar") as caught:
        extract("markdown", before + "- on | off\n  --|--\n  red | blue")
    assert caught.value.line == line


def test_raw_cells_are_left_alone() -> None:
    assert render("raw", "A lamp", str.upper) == "A lamp"


@pytest.mark.parametrize(
    ("msgid", "msgstr", "what"),
    [
        ("Call `on`.", "Appelle `ein`.", "code"),
        ("Call `on`.", "Appelle on.", "code"),
        ("Here $x+1$.", "Ici $x+2$.", "maths"),
        ("[Map](map.md)", "[Carte](carte.md)", "links"),
        ("![Heart](heart.png)", "Cœur", "links"),
        ("[Map][here]", "[Carte][ici]", "links"),
        ("<b>Now</b>", "<b>Maintenant", "html"),
        ("At {x}.", "À {y}.", "fields"),
        ("At {x:.2f}.", "À {x}.", "fields"),
        ("At {x!r}.", "À {x}.", "fields"),
        ("One.\nTwo.", "Une. Deux.", "breaks"),
        ("The year 2026.", "2026. Das Jahr", "blocks"),
        ("Hello", "Bonjour\n\ntoi", "breaks"),
    ],
)
def test_what_a_translation_must_keep(msgid: str, msgstr: str, what: str) -> None:
    assert what in [fault.split(":")[0] for fault in faults(msgid, msgstr)]
    assert faults(msgid, msgid) == []


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("`a` before `b`, at {x}", "À {x}, `b` après `a`"),
        ("See [the map](map.md) *now*.", "Regarde **maintenant** [la carte](map.md)."),
        ("1. Lamps", "1. Lampes"),
        ("A lone { brace", "Une { seule accolade"),
    ],
)
def test_a_good_translation_has_no_fault(msgid: str, msgstr: str) -> None:
    assert faults(msgid, msgstr) == []
