"""Text in, notebooks out: what is printed, in which language, and what an author hears about a fault."""

import ast
import gettext
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from babel.messages.pofile import read_po, write_po
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.nbgraderformat import MetadataValidator
from traitlets.config.loader import PyFileConfigLoader

from lux_ai_edu.build import build
from lux_ai_edu.build.course import TRANSLATIONS, read_course, variants
from lux_ai_edu.build.kept import faults
from lux_ai_edu.build.notebook import read_notebook
from lux_ai_edu.build.po import completeness, merge
from lux_ai_edu.build.printing import prints, stale, write
from lux_ai_edu.build.release import CODE_STUB, TEXT_STUB

ROOT = Path(__file__).parent.parent
FENCE = "```"
COURSE = {
    "course/course.toml": """\
[course]
title = "A small course"

[[stage]]
id = "think"
title = "Think"
audience = "everyone"

[[module]]
id = "01-lamps"
title = "Lamps"
stage = "think"
hours = 1
objectives = ["can light a lamp"]

[[path]]
id = "school"
title = "School"
modules = ["01-lamps"]
""",
    "course/START.md": "---\nkernelspec:\n  name: python3\n---\n\n# Welcome\n\nOpen [one](lesson.ipynb).\n",
    "course/01-lamps/lesson.md": """\
# Lamps

Guess what `range(5)` counts.

:::{note}
Counting begins at **0**.
:::

| number | lamp |
|---|---|
| first | left |

```{code-cell}
:tags: [raises-exception]

lamps = list(range(5))  # five of them
```

```{code-cell}
:tags: [read-only, print-lamps]

print(lamps)
```

```{code-cell}
:tags: [wrong, corner, off-by-one]

corner = (5, 5)
```
""",
    "course/01-lamps/exercise.md": """\
# The exercise

```{code-cell}
:tags: [read-only, set-up]

import tasks
```

Write a function that counts.

```{code-cell}
:tags: [solution, count-lamps]

def count(lamps):
    # a comment that learners see
    ...
    ### BEGIN SOLUTION
    return sum(1 for lamp in lamps if lamp == "a secret answer")
    ### END SOLUTION
```

```{code-cell}
:tags: [right, count-lamps]

def count(lamps):
    return lamps.count("a secret answer")
```

```{code-cell}
:tags: [wrong, count-lamps, counts-all]

def count(lamps)
    return len(lamps)
```

```{code-cell}
:tags: [tests, points=2, count-lamps]

# a comment that is locked
tasks.count.check(count)
### BEGIN HIDDEN TESTS
assert count(["a hidden test"]) == 0
### END HIDDEN TESTS
```

Say why.

+++ {"tags": ["written", "points=1.5", "why"]}

Because a model answer.
""",
    "course/01-lamps/tasks.py": """\
from lux_ai_edu import Misconception, Task, quiz, sentences

_ = sentences(__file__)
corner = Task("corner", right=(4, 4), hints=[_("Counting begins at 0.")], solution="corner = (4, 4)")
first = quiz("first", _("Which number is first?"), right={"0": _("Yes.")}, wrong={"1": _("0 is before.")})
count = Task("count-lamps", rule=lambda seen: None)
""",
    "course/01-lamps/plan.md": "# The plan\n\nTen minutes with a pencil.\n\n:::{tip}\nBring coins.\n:::\n",
}
SECRETS = (b"a secret answer", b"a hidden test", b"a model answer", b"off-by-one", b"counts-all")
DIRECTORY = Path("lux_ai_edu/printed")


def lay(root: Path, **changes: str) -> Path:
    """Write the small course, with the files of `changes` (by name without ending) in place of its own."""
    for name, text in COURSE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(changes.get(Path(name).stem, text), encoding="utf-8", newline="\n")
    return root


def notebook(content: bytes) -> nbformat.NotebookNode:
    return nbformat.reads(content, as_version=4)


def translate_all(root: Path, language: str = "fr", mark: str = " ¤") -> None:
    """A translator's work: every sentence gets `mark` at its end."""
    for file in [*(root / "course").rglob(f"{language}.po"), root / f"lux_ai_edu/locale/{language}.po"]:
        catalogue = read_po(io.BytesIO(file.read_bytes()))
        for message in catalogue:
            if message.id:
                message.string = message.id + mark
        stream = io.BytesIO()
        write_po(stream, catalogue)
        file.write_bytes(stream.getvalue())


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[Path, bytes]]:
    """The small course, printed once and not translated."""
    root = lay(tmp_path_factory.mktemp("english"))
    printed = prints(root)
    write(root, printed)
    return root, printed


@pytest.fixture(scope="module")
def french(
    english: tuple[Path, dict[Path, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> dict[Path, bytes]:
    """The prints once every French sentence is translated."""
    root = tmp_path_factory.mktemp("french") / "course"
    shutil.copytree(english[0], root)
    translate_all(root)
    return prints(root)


# What is printed


def test_twice_gives_identical_bytes(english: tuple[Path, dict[Path, bytes]]) -> None:
    root, printed = english
    assert prints(root) == printed
    assert stale(root, printed) == []


def test_every_printed_file(english: tuple[Path, dict[Path, bytes]]) -> None:
    beside = {"tasks.py", "exercise.ipynb", "fr.mo", "de.mo", "lb.mo"}
    expected = {f"{folder}/01-lamps/{name}" for folder in ("solutions", "exercises") for name in beside}
    expected |= {"lux_ai_edu/printed/catalogue.json", "lux_ai_edu/printed/all/01-lamps/tasks.py"}
    for language in ("en", *TRANSLATIONS):
        expected |= {f"lux_ai_edu/printed/{language}/START.ipynb"}
        names = {"lesson.ipynb", "exercise.ipynb", "plan.md"} | ({f"{language}.mo"} - {"en.mo"})
        expected |= {f"lux_ai_edu/printed/{language}/01-lamps/{name}" for name in names}
    for language in TRANSLATIONS:
        expected |= {
            f"{folder}/{language}.po" for folder in ("course", "course/01-lamps", "lux_ai_edu/locale")
        }
        expected |= {f"lux_ai_edu/locale/{language}.mo"}
    assert {path.as_posix() for path in english[1]} == expected


def test_check_names_each_stale_file_and_build_mends_them(
    english: tuple[Path, dict[Path, bytes]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "course"
    shutil.copytree(english[0], root)
    kept_by_git(root, "lux_ai_edu/printed/en/00-gone/lesson.ipynb")
    (root / "exercises/01-lamps/tasks.py").write_text("x = 1")
    (root / "solutions/01-lamps/fr.mo").unlink()
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    assert build(root, check=True) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[:3] == [
        "exercises/01-lamps/tasks.py is stale",
        "solutions/01-lamps/fr.mo is missing",
        "lux_ai_edu/printed/en/00-gone/lesson.ipynb is left over",
    ]
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before, (
        "check writes nothing"
    )
    assert build(root) == 0
    assert not (root / "lux_ai_edu/printed/en/00-gone").exists()
    assert stale(root, english[1]) == []


def kept_by_git(root: Path, *names: str) -> None:
    """Write files, and let git know them."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("{}")
    for command in (["init", "--quiet"], ["add", "--", *names]):
        subprocess.run(["git", *command], cwd=root, check=True, capture_output=True)


@pytest.mark.parametrize("git", [True, False])
def test_a_file_that_is_no_print_is_left_alone(
    git: bool, english: tuple[Path, dict[Path, bytes]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An instructor's own assignment lies in solutions/, where nbgrader's formgrader makes it."""
    root = tmp_path / "course"
    shutil.copytree(english[0], root)
    old = root / "solutions/00-old/exercise.ipynb"
    if git:
        kept_by_git(root, "solutions/00-old/exercise.ipynb")
    mine = root / "solutions/99-mine/exercise.ipynb"
    mine.parent.mkdir()
    mine.write_text("{}")
    empty = root / "exercises/98-empty"
    empty.mkdir()
    for check in (False, True):
        assert build(root, check=check) == 0
        assert "solutions/99-mine/exercise.ipynb is not a print: left as it is" in capsys.readouterr().out
    assert mine.read_text() == "{}" and empty.is_dir() and not old.parent.exists()


def test_release_is_what_nbgrader_itself_makes(
    english: tuple[Path, dict[Path, bytes]], tmp_path: Path
) -> None:
    shutil.copytree(english[0] / "solutions", tmp_path / "source")
    config = f"""
c = get_config()
c.CourseDirectory.root = {str(tmp_path)!r}
c.CourseDirectory.db_url = {f"sqlite:///{tmp_path}/gradebook.db"!r}
c.ClearSolutions.code_stub = {{"python": {CODE_STUB!r}}}
c.ClearSolutions.text_stub = {TEXT_STUB!r}
"""
    (tmp_path / "nbgrader_config.py").write_text(config, encoding="utf-8")
    path = os.pathsep.join(
        [str(Path(sys.executable).parent), os.environ["PATH"]]
    )  # for nbgrader's own alembic
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "01-lamps"]
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PATH": path}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    theirs = (tmp_path / "release/01-lamps/exercise.ipynb").read_bytes()
    assert english[1][Path("exercises/01-lamps/exercise.ipynb")] == theirs


def test_no_answer_and_no_hidden_test_leaves_solutions(french: dict[Path, bytes]) -> None:
    for path, content in french.items():
        if path.parts[0] != "solutions":
            assert not [secret for secret in SECRETS if secret in content], path
    solution = french[Path("solutions/01-lamps/exercise.ipynb")]
    assert [secret in solution for secret in SECRETS] == [True, True, True, False, False]


def test_printed_notebooks_are_valid(french: dict[Path, bytes]) -> None:
    for path, content in french.items():
        if path.suffix == ".ipynb":
            printed = notebook(content)
            nbformat.validate(printed)
            MetadataValidator().validate_nb(printed)
            assert len({cell.id for cell in printed.cells}) == len(printed.cells)


def test_tags_become_metadata(english: tuple[Path, dict[Path, bytes]]) -> None:
    source = notebook(english[1][Path("solutions/01-lamps/exercise.ipynb")])
    graded = [dict(c.metadata.nbgrader) for c in source.cells if "nbgrader" in c.metadata]
    switches = ("grade", "locked", "solution", "task")
    assert [(m["grade_id"], m.get("points"), [s for s in switches if m[s]]) for m in graded] == [
        ("set-up", None, ["locked"]),
        ("count-lamps", None, ["solution"]),
        ("test-count-lamps", 2, ["grade", "locked"]),
        ("why", 1.5, ["grade", "solution"]),
    ]
    assert all(m["schema_version"] == 3 for m in graded)
    assert source.metadata.lux_ai == {"language": "en", "module": "01-lamps"}
    assert source.metadata.kernelspec.name == "python3"
    lesson = notebook(english[1][DIRECTORY / "en/01-lamps/lesson.ipynb"])
    stops, locked = [cell.metadata for cell in lesson.cells if cell.cell_type == "code"]
    assert stops == {"tags": ["raises-exception"]}
    assert (locked.editable, locked.deletable) == (False, False)


def test_notes_are_block_quotes(french: dict[Path, bytes]) -> None:
    prose = notebook(french[DIRECTORY / "en/01-lamps/lesson.ipynb"]).cells[0].source
    assert "> **Note**\n>\n> Counting begins at **0**." in prose
    prose = notebook(french[DIRECTORY / "fr/01-lamps/lesson.ipynb"]).cells[0].source
    assert "> **Note ¤**\n>\n> Counting begins at **0**. ¤" in prose
    assert "> **Tip ¤**\n>\n> Bring coins. ¤" in french[DIRECTORY / "fr/01-lamps/plan.md"].decode()


@pytest.mark.parametrize("file", ["lesson", "exercise"])
@pytest.mark.parametrize("new", ["+++\n\nNew prose.\n\n", f"{FENCE}{{code-cell}}\nx = 1\n{FENCE}\n\n"])
def test_a_new_cell_anywhere_renames_no_other(file: str, new: str) -> None:
    def ids(text: str) -> list[tuple[str, str, str]]:
        told: list[str] = []
        read = read_notebook(text, "01-lamps", file, lambda line, message: told.append(message))
        assert told == []
        graded = [cell["metadata"].get("nbgrader", {}) for cell in read.notebook.cells]
        names = [mark.get("grade_id", "") for mark in graded]
        return [(c["id"], name, c["source"]) for c, name in zip(read.notebook.cells, names, strict=True)]

    same = f"{FENCE}{{code-cell}}\nx = 0\n{FENCE}\n\n"
    text = COURSE[f"course/01-lamps/{file}.md"].replace(
        f"{FENCE}{{code-cell}}", same + f"{FENCE}{{code-cell}}", 2
    )
    before = ids(text)
    assert len({id for id, _, _ in before}) == len(before)
    places = [match.start() for match in re.finditer(f"^{FENCE}{{code-cell}}|^\\+\\+\\+", text, re.MULTILINE)]
    assert len(places) >= 5
    for place in places:
        after = ids(text[:place] + new + text[place:])
        assert set(before) < set(after) and len(after) > len(before), place


def test_a_locked_cell_keeps_its_id_when_its_text_changes() -> None:
    def ids(text: str) -> list[str]:
        cells = read_notebook(text, "01-lamps", "exercise", print).notebook.cells
        return [cell["metadata"]["nbgrader"]["grade_id"] for cell in cells if "nbgrader" in cell["metadata"]]

    before = COURSE["course/01-lamps/exercise.md"]
    after = before.replace("import tasks", "import tasks  # now with words").replace(
        "# a comment that", "# what"
    )
    assert ids(before) == ids(after) == ["set-up", "count-lamps", "test-count-lamps", "why"]


def test_variants_are_for_the_proofs_only(english: tuple[Path, dict[Path, bytes]]) -> None:
    found = [(v.task, v.kind, v.key, v.file, v.line) for v in variants(english[0] / "course/01-lamps")]
    assert found == [
        ("corner", "wrong", "off-by-one", "lesson", 28),
        ("count-lamps", "right", "", "exercise", 25),
        ("count-lamps", "wrong", "counts-all", "exercise", 32),
    ]
    for variant in variants(english[0] / "course/01-lamps"):
        text = COURSE[f"course/01-lamps/{variant.file}.md"].splitlines()
        assert text[variant.line - 1] == variant.source.splitlines()[0]


# Languages


def test_without_translation_each_language_is_the_english_text(
    english: tuple[Path, dict[Path, bytes]],
) -> None:
    for path, content in english[1].items():
        if path.is_relative_to(DIRECTORY / "fr") and path.suffix != ".mo":
            source = english[1][DIRECTORY / "en" / path.relative_to(DIRECTORY / "fr")]
            assert content == source.replace(b'"language": "en"', b'"language": "fr"'), path


def test_code_and_cells_are_the_same_in_every_language(french: dict[Path, bytes]) -> None:
    for name in ("START.ipynb", "01-lamps/lesson.ipynb", "01-lamps/exercise.ipynb"):
        ours, theirs = (notebook(french[DIRECTORY / language / name]) for language in ("en", "fr"))
        assert len(ours.cells) == len(theirs.cells)
        for cell, other in zip(ours.cells, theirs.cells, strict=True):
            assert (cell.id, cell.cell_type, cell.metadata) == (other.id, other.cell_type, other.metadata)
            graded = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code":
                assert ast.dump(ast.parse(cell.source)) == ast.dump(ast.parse(other.source))
            if (graded.get("locked") and cell.cell_type == "code") or (
                graded.get("grade") and graded.get("solution")
            ):
                assert cell.source == other.source
            elif cell.cell_type == "markdown":
                assert "¤" in other.source


def test_comments_are_translated_and_the_stub_is_not(french: dict[Path, bytes]) -> None:
    cells = {c.id: c.source for c in notebook(french[DIRECTORY / "fr/01-lamps/exercise.ipynb"]).cells}
    stub = "\n".join("    " + line for line in CODE_STUB.split("\n"))
    assert cells["count-lamps"] == f"def count(lamps):\n    # a comment that learners see ¤\n    ...\n{stub}"
    assert cells["why"] == TEXT_STUB
    assert cells["test-count-lamps"] == "# a comment that is locked\ntasks.count.check(count)"


def test_catalogue_knows_the_tasks(french: dict[Path, bytes]) -> None:
    printed = json.loads(french[DIRECTORY / "catalogue.json"])
    assert printed["module"][0]["tasks"] == ["corner", "first", "count-lamps"]
    assert printed["module"][0]["title"] == "Lamps"


def test_mo_holds_the_sentences_of_tasks_only(french: dict[Path, bytes]) -> None:
    mo = french[Path("exercises/01-lamps/fr.mo")]
    assert mo == french[DIRECTORY / "fr/01-lamps/fr.mo"] == french[Path("solutions/01-lamps/fr.mo")]
    translation = gettext.GNUTranslations(io.BytesIO(mo))
    assert translation.gettext("Which number is first?") == "Which number is first? ¤"
    assert translation.gettext("Write a function that counts.") == "Write a function that counts."


def test_po_has_no_date_no_path_no_line_number(english: tuple[Path, dict[Path, bytes]]) -> None:
    for path, content in english[1].items():
        if path.suffix == ".po":
            text = content.decode()
            assert not re.search(r"date|babel|:\d", text, re.IGNORECASE), path
            assert str(english[0]) not in text
            assert ("native speaker has yet to review" in text) == (path.stem == "lb")


def test_changed_sentence_is_fuzzy_until_a_person_agrees(
    english: tuple[Path, dict[Path, bytes]], tmp_path: Path
) -> None:
    root = tmp_path / "course"
    shutil.copytree(english[0], root)
    translate_all(root)
    po, page = root / "course/01-lamps/fr.po", Path("lux_ai_edu/printed/fr/01-lamps/lesson.ipynb")
    po.write_text(
        po.read_text("utf-8").replace('#: lesson.md\nmsgid "Lamps', '# from Zoé\n#: lesson.md\nmsgid "Lamps'),
        "utf-8",
    )
    write(root)
    lesson = root / "course/01-lamps/lesson.md"
    lesson.write_text(
        lesson.read_text("utf-8").replace(
            "Guess what `range(5)` counts.", "Guess what `range(5)` counts now."
        ),
        "utf-8",
    )
    assert "course/01-lamps/fr.po is stale" in stale(root)
    write(root)
    assert "Guess what `range(5)` counts now.\n" in notebook((root / page).read_bytes()).cells[0].source
    assert completeness(po.read_bytes())[1:] == (1, 0)
    text = po.read_text("utf-8")
    assert '# from Zoé\n#: lesson.md\nmsgid "Lamps' in text
    assert (
        '#, fuzzy\nmsgid "Guess what `range(5)` counts now."\nmsgstr "Guess what `range(5)` counts. ¤"'
        in text
    )
    po.write_text(text.replace("#, fuzzy\n", ""), "utf-8")
    write(root)
    assert "counts. ¤" in notebook((root / page).read_bytes()).cells[0].source


def test_sentence_that_comes_back_finds_its_translation() -> None:
    none: list[str] = []
    agreed = b'msgid "An old long sentence."\nmsgstr "Une phrase."\n'
    gone = merge(agreed, [("Quite another one", "lesson.md")], "fr", "x", lambda *_: none).po()
    assert b'#~ msgid "An old long sentence."\n#~ msgstr "Une phrase."' in gone
    back = merge(gone, [("An old long sentence.", "lesson.md")], "fr", "x", lambda *_: none)
    assert back.agreed() == {"An old long sentence.": "Une phrase."}
    assert b"#~" not in merge(b'msgid "Never translated."\nmsgstr ""\n', [], "fr", "x", lambda *_: none).po()


def test_head_of_a_translation_is_the_translators() -> None:
    reviewed = b'# Reviewed by Zo\xc3\xa9.\nmsgid ""\nmsgstr "Language: lb\\n"\n\nmsgid "A"\nmsgstr "B"\n'
    assert (
        merge(reviewed, [("A", "x.md")], "lb", "x", faults)
        .po()
        .startswith("# Reviewed by Zoé.\nmsgid".encode())
    )
    assert (
        merge(b'msgid "A"\nmsgstr "B"', [], "lb", "x", faults)
        .po()
        .startswith(b"# Luxembourgish translation of x")
    )


WORDS = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"], include_characters="\n"), min_size=1, max_size=200
)


@given(st.dictionaries(WORDS, WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_merging_again_changes_nothing(before: dict[str, str], after: list[str]) -> None:
    first = merge(b"", [(text, "a.md") for text in before], "de", "x", faults)
    for msgid, string in before.items():
        first.catalogue[msgid].string = string
    again = merge(first.po(), [(text, "a.md") for text in before], "de", "x", lambda *_: [])
    assert again.agreed() == before, "what a person wrote is read back as it was"
    once = merge(first.po(), [(text, "b.md") for text in after], "de", "x", lambda *_: []).po()
    twice = merge(once, [(text, "b.md") for text in after], "de", "x", lambda *_: []).po()
    assert once == twice


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ('msgid "One."\nmsgstr Bonjour."\n', 2),
        ('msgid "One."\nmsgstr "Bonjour.\n', 2),
        ('msgid One."\nmsgstr "Bonjour."\n', 1),
        ('msgid "One."\nmsgstr "Bon"\njour."\n', 3),
        ('msgid "One."\nmsgstr "Dis "oui"."\n', 2),
        ('msgid "One."\nmsgstr ""\n\n#~ msgid "Two."\n#~ msgstr Deux."\n', 5),
    ],
)
def test_a_lost_quote_is_refused(broken: str, line: int) -> None:
    """Babel would take the first and the last letter for the quotes."""
    [(found, message)] = merge(broken.encode(), [("One.", "a.md")], "fr", "x", faults).faults
    assert (found, message[:26]) == (line, "A text stands between two ")


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_files_of_windows_print_the_same(
    change, english: tuple[Path, dict[Path, bytes]], tmp_path: Path
) -> None:
    shutil.copytree(english[0] / "course", tmp_path / "course")
    shutil.copytree(english[0] / "lux_ai_edu", tmp_path / "lux_ai_edu")
    for file in (tmp_path / "course").rglob("*.*"):
        file.write_bytes(change(file.read_text("utf-8")).encode())
    assert prints(tmp_path) == english[1]


def test_wrong_translation_has_file_and_line(english: tuple[Path, dict[Path, bytes]], tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(english[0], root)
    po = root / "course/01-lamps/de.po"
    old = 'msgid "Guess what `range(5)` counts."\nmsgstr ""'
    po.write_text(po.read_text("utf-8").replace(old, old[:-1] + 'Was zählt `range(4)`?"'), "utf-8")
    line = po.read_text("utf-8")[: po.read_text("utf-8").index('msgid "Guess what')].count("\n") + 1
    with pytest.raises(ExceptionGroup) as caught:
        prints(root)
    assert str(caught.value.exceptions[0]).startswith(f"course/01-lamps/de.po:{line}: code")


# Errors: each names file, line and cure


def cell(tags: str, code: str = "x = 1") -> str:
    return f"{FENCE}{{code-cell}}\n:tags: [{tags}]\n\n{code}\n{FENCE}\n"


SOLUTION = cell("solution, a-task", "### BEGIN SOLUTION\nx = 1\n### END SOLUTION")
TESTS = cell("tests, points=1, a-task", "assert x == 1")
WRONG_EXERCISES = [
    (SOLUTION + cell("tests, a-task"), 9, "has no points: write it like [tests, points=2"),
    (SOLUTION + cell("tests, points=two, a-task"), 9, "points is one number above 0"),
    (SOLUTION + TESTS + SOLUTION, 14, 'The name "a-task" is taken by line 2'),
    (SOLUTION + TESTS + '+++ {"tags": ["written", "points=1", "a-task"]}\n\nWhy?', 13, "is taken by line 2"),
    (
        cell("solution, a-task", "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION")
        + TESTS,
        4,
        "write ... before ### BEGIN SOLUTION",
    ),
    (cell("solution, a-task", "### BEGIN SOLUTION\nx = 1") + TESTS, 4, "never ends: write ### END SOLUTION"),
    (
        cell("solution, a-task", "## BEGIN SOLUTION\nx = 1\n## END SOLUTION") + TESTS,
        4,
        "Write exactly ### BEGIN SOLUTION",
    ),
    (
        cell("solution, a-task", "### begin solution\nx = 1\n### end solution") + TESTS,
        4,
        "Write exactly ### BEGIN SOLUTION",
    ),
    (cell("solution, a-task", "x = 1\n### END SOLUTION") + TESTS, 5, "write ### BEGIN SOLUTION before it"),
    (cell("solution, a-task") + TESTS, 4, "put ### BEGIN SOLUTION and ### END SOLUTION around"),
    (
        SOLUTION + cell("tests, points=1, a-task", "### BEGIN HIDDEN TESTS\nassert x"),
        11,
        "write ### END HIDDEN TESTS",
    ),
    (cell("soluton, a-task"), 2, 'Did you mean "solution"?'),
    (cell("net-route, test"), 2, 'Did you mean "tests"?'),
    (cell("solution"), 2, "needs the name of its task, like [solution, net-route]"),
    (cell("solution, A_Task!"), 2, "small letters, digits and single hyphens"),
    (cell("solution, tests, a-task"), 2, "A cell has one role"),
    (":::{notte}\nText.\n:::", 1, 'Did you mean "note"?'),
    ("Text.\n\n:::{note}\nText.\n", 3, "never ends"),
    ("Text.\n\n:::note\nText.\n:::", 3, "Write :::{note} alone in a line"),
    (f"{FENCE}{{figure}} x.png\n{FENCE}", 1, 'There is no directive "figure"'),
    ("See {term}`lamp`.", 1, "write plain Markdown"),
    (f"- a list\n\n  {FENCE}{{code-cell}}\n  x = 1\n  {FENCE}", 3, "outside of lists"),
    (
        f"{FENCE}{{code-cell}}\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n{FENCE}",
        2,
        "the learner would read",
    ),
    ("Prose.\n\n### BEGIN SOLUTION\n\nMore.", 3, "the learner would read"),
    (SOLUTION, 2, 'No tests for "a-task": add a cell [tests, points=2, a-task]'),
    (TESTS, 2, 'No solution for "a-task": add a cell [solution, a-task]'),
    (SOLUTION + cell("tests, points=1, a-task", "assert x\nassert x ="), 12, "Python cannot read this code"),
    (cell('tests, points=1, "a-task'), 2, "These tags cannot be read. Write them like [tests"),
    (cell("tests, points: 1, a-task"), 2, "These tags cannot be read"),
    (cell("a, a"), 2, "A tag stands twice"),
    ("+++ {tags: [written]}\n\nWhy?", 1, "This tag line cannot be read"),
    (f"{FENCE}{{code-cell}}\n:tag: [tests]\nx = 1\n{FENCE}", 2, 'The only option of a cell is "tags"'),
    (f"{FENCE}{{code-cell}}\nx = 1\n", 1, "never ends"),
    (f"{FENCE}{{code-cell}}\nx = 1\n\n" + SOLUTION, 1, "does not end before line 4"),
    (SOLUTION + TESTS + cell("wrong, a-taks, off-by-one"), 14, 'Did you mean "a-task"?'),
    (SOLUTION + TESTS + cell("wrong, a-task"), 14, "a word for the mistake"),
    ('+++ {"tags": ["read-only"]}\n\nProse.', 1, "Prose is never read-only"),
    (cell("read-only, points=2, data"), 2, "only tests and written have points"),
    (cell("read-only"), 2, '"read-only" needs a name, like [read-only, set-up]'),
    ("Text.\n\n- on | off\n  --|--\n  red | blue", 3, "start it with a bar |"),
]


@pytest.mark.parametrize(
    ("text", "line", "part"), WRONG_EXERCISES, ids=[wrong[2] for wrong in WRONG_EXERCISES]
)
def test_wrong_exercise(text: str, line: int, part: str) -> None:
    told: list[tuple[int, str]] = []
    read_notebook(text, "01-lamps", "exercise", lambda number, message: told.append((number, message)))
    assert [number for number, message in told if part in message] == [line], told


def test_sound_exercise_is_quiet() -> None:
    told: list[str] = []
    text = (
        "# The end: solution and hidden tests\n\n"
        + SOLUTION
        + TESTS
        + cell("right, a-task")
        + "`{x}` {y} `z`"
    )
    read_notebook(text, "01-lamps", "exercise", lambda number, message: told.append(message))
    assert told == []


TOML, TASKS = COURSE["course/course.toml"], COURSE["course/01-lamps/tasks.py"]
SECRET_LINE = 'return sum(1 for lamp in lamps if lamp == "a secret answer")'
WRONG_COURSES = [
    ({"lesson": "x\n\n" + SOLUTION}, "course/01-lamps/lesson.md:4: ", "belongs in exercise.md"),
    ({"lesson": cell("wrong, cornr, k")}, "course/01-lamps/lesson.md:4: ", 'Did you mean "corner"?'),
    (
        {"tasks": TASKS + 'Task("corner")'},
        "course/01-lamps/tasks.py:7: ",
        'The name "corner" is taken by line 4',
    ),
    (
        {"tasks": 'Task("count-lamps", right=5)'},
        "course/01-lamps/tasks.py:1: ",
        "right= would show its answer",
    ),
    ({"tasks": 'Task("count-lamps",\n solution="x")'}, "course/01-lamps/tasks.py:2: ", "leave it out"),
    ({"tasks": 'quiz("why", "?", right={})'}, "course/01-lamps/tasks.py:1: ", "a quiz holds its answer"),
    (
        {"tasks": f"\ndef f(lamps):\n    {SECRET_LINE}"},
        "course/01-lamps/tasks.py:3: ",
        "an answer or a hidden test",
    ),
    ({"tasks": "x = 1\n### BEGIN SOLUTION"}, "course/01-lamps/tasks.py:2: ", "the learner would read"),
    ({"tasks": "x = 1\n_(f'{x}')"}, "course/01-lamps/tasks.py:2: ", "no variable, no f-string"),
    ({"tasks": "x = 1\nx ="}, "course/01-lamps/tasks.py:2: ", "Python cannot read this file"),
    (
        {"plan": "# Plan\n\n:::{danger}\nx\n:::"},
        "course/01-lamps/plan.md:3: ",
        'There is no directive "danger"',
    ),
    (
        {"plan": "# Plan\n\n:::{tip}\n- on | off\n  --|--\n  red | blue\n:::"},
        "course/01-lamps/plan.md:4: ",
        "start it with a bar |",
    ),
    ({"plan": "# Plan\n\nTen\0 minutes"}, "course/01-lamps/plan.md:3: ", "a carriage return or a NUL"),
    ({"plan": "# Plan\r\n\nTen\r minutes"}, "course/01-lamps/plan.md:3: ", "An invisible sign"),
    ({"tasks": "x = 1\n# \0"}, "course/01-lamps/tasks.py:2: ", "An invisible sign"),
    ({"lesson": "# Lamps\n\n\0"}, "course/01-lamps/lesson.md:3: ", "An invisible sign"),
    ({"START": cell("solution, x")}, "course/START.md:2: ", "belongs in exercise.md"),
    ({"plan": ""}, "course/01-lamps/plan.md:1: ", "This file is empty"),
    ({"course": TOML.replace("hours", "hour")}, "course/course.toml:13: ", 'Did you mean "hours"?'),
    ({"course": TOML.replace("[[stage]]", "[[stage]")}, "course/course.toml:4: ", "This is not TOML"),
]


@pytest.mark.parametrize(
    ("changes", "place", "part"), WRONG_COURSES, ids=[wrong[2] for wrong in WRONG_COURSES]
)
def test_wrong_course(changes: dict[str, str], place: str, part: str, tmp_path: Path) -> None:
    with pytest.raises(ExceptionGroup) as caught:
        read_course(lay(tmp_path, **changes))
    told = [str(error) for error in caught.value.exceptions]
    assert [line for line in told if line.startswith(place) and part in line], told


def test_files_and_folders_that_miss_or_do_not_belong(tmp_path: Path) -> None:
    lay(
        tmp_path,
        course=TOML.replace(
            "[[path]]",
            '[[module]]\nid = "02-gone"\ntitle = "x"\nstage = "think"\nhours = 1\n'
            'objectives = ["x"]\n\n[[path]]',
        ),
    )
    (tmp_path / "course/03-new").mkdir()
    (tmp_path / "course/01-lamps/plan.md").unlink()
    (tmp_path / "course/01-lamps/answers.txt").write_text("42")
    (tmp_path / "course/01-lamps/__pycache__").mkdir()
    with pytest.raises(ExceptionGroup) as caught:
        read_course(tmp_path)
    told = [str(error) for error in caught.value.exceptions]
    assert sorted(line.partition(": ")[0] for line in told) == [
        "course/01-lamps/answers.txt:1",
        "course/01-lamps/plan.md:1",
        "course/course.toml:17",
        "course/course.toml:27",
    ]
    assert any('course/03-new is not in the catalogue: add [[module]] id = "03-new"' in line for line in told)
    assert any("no folder course/02-gone: make it" in line for line in told)


def test_one_run_finds_every_fault_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(tmp_path, lesson=cell("hide-imput"), exercise=cell("solution, x"), tasks="_(1)")
    assert build(tmp_path) == 1
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in told[:-1]] == [
        "course/01-lamps/lesson.md:2",
        "course/01-lamps/exercise.md:4",
        "course/01-lamps/exercise.md:2",
        "course/01-lamps/tasks.py:1",
    ]
    assert told[-1] == "4 faults; nothing was written."
    assert not (tmp_path / "exercises").exists()


def test_say_takes_a_text_that_can_be_translated(tmp_path: Path) -> None:
    lay(tmp_path)
    (tmp_path / "lux_ai_edu").mkdir()
    (tmp_path / "lux_ai_edu/room.py").write_text('say("A lamp.")\nsay(message)\n')
    with pytest.raises(ExceptionGroup) as caught:
        prints(tmp_path)
    assert [str(error)[:24] for error in caught.value.exceptions] == ["lux_ai_edu/room.py:2: sa"]


# This repository


def test_nbgrader_on_the_command_line_makes_the_same_release() -> None:
    settings = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config().ClearSolutions
    assert (settings.code_stub, settings.text_stub) == ({"python": CODE_STUB}, TEXT_STUB)


def test_prints_of_this_repository_are_fresh() -> None:
    assert stale(ROOT) == [], "run: lux-ai build"


COMMITTED = [*sorted((ROOT / "course").rglob("*.po")), *sorted((ROOT / "lux_ai_edu/locale").glob("*.po"))]


@pytest.mark.parametrize("po", COMMITTED, ids=lambda po: po.relative_to(ROOT).as_posix())
def test_committed_translation(po: Path) -> None:
    """Complete, nothing waits for a person, and code, links, maths, HTML and fields are as in English."""
    done, fuzzy, missing = completeness(po.read_bytes())
    assert done and (fuzzy, missing) == (0, 0)
    for message in read_po(io.BytesIO(po.read_bytes())):
        if message.id:
            assert faults(message.id, message.string) == [], message.lineno
    assert (po.stem == "lb") == ("native speaker has yet to review" in po.read_text("utf-8"))
