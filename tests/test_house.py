"""The house keeps its own rules: its page equals the disk, its code is clean, its wheel holds no solution."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import nbformat
import pytest

import lux_ai_edu
from lux_ai_edu.build.notebook import read_notebook
from lux_ai_edu.language import LANGUAGES

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    *sorted(f"docs/{file.name}" for file in (ROOT / "docs").glob("*.md")),
]


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Path(line) for line in listed.stdout.splitlines() if (ROOT / line).exists()]


def named_on_the_page() -> set[str]:
    """The paths that the tree in docs/house.md names: two spaces deeper is one folder deeper."""
    page = (ROOT / "docs/house.md").read_text(encoding="utf-8").partition("```text\n")[2].partition("```")[0]
    found: set[str] = set()
    folders = [""]
    for line in page.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        first, *more = re.split(r"\s{2,}", line.strip())
        for name in [
            first,
            *(word for word in more if re.fullmatch(r"[\w.-]*\w\.\w+|LICENSE-\w+|\.git\w+", word)),
        ]:
            if not first.startswith("──"):
                found.add(folders[depth] + name.rstrip("/"))
        if first.endswith("/"):
            folders[depth + 1 :] = [folders[depth] + first]
    return found


def test_the_page_of_the_house_equals_the_disk() -> None:
    named = named_on_the_page()
    assert {path for path in named if not (ROOT / path).exists()} == set(), "named, but not on disk"
    rooms = tracked("lux_ai_edu/*.py", "lux_ai_edu/*.js", "course")
    on_disk = {path.as_posix() for path in rooms if "printed" not in path.parts}
    on_disk -= {path for path in on_disk if path.endswith("/__init__.py")}
    on_disk |= {path.parts[0] for path in tracked() if path.parts[0] not in (".ci", "demo")}
    assert on_disk - named - {"lux_ai_edu/__init__.py"} == set(), "on disk, but not named"


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "format", "--check", "."],
        ["ruff", "check", "."],
        ["mypy"],
        ["importlinter.cli", "lint"],
    ],
    ids=["ruff format", "ruff check", "mypy", "import-linter"],
)
def test_the_code_is_clean(command: list[str]) -> None:
    tool, *arguments = command
    if tool.startswith("importlinter"):
        words = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    else:
        words = [sys.executable, "-m", tool, *arguments]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def _nothing_wrong(line: int, fault: str) -> None:
    raise AssertionError(f"line {line}: {fault}")


def test_the_code_in_the_course_is_clean(tmp_path: Path) -> None:
    """ruff reads notebooks, but not text notebooks: it gets what is printed from them, answers included."""
    for text in tracked("course/*.md"):
        if text.name in ("lesson.md", "exercise.md", "START.md"):
            source = (ROOT / text).read_text(encoding="utf-8")
            module = text.parent.name if text.name != "START.md" else ""
            book = read_notebook(source, module, text.stem, _nothing_wrong).notebook
            (tmp_path / f"{text.parent.name}-{text.stem}.ipynb").write_text(
                nbformat.writes(book), encoding="utf-8"
            )
    rules = [
        "--isolated",
        "--line-length=120",
        "--select=E,F,I,B",
        "--ignore=B018,B007",
    ]  # a last expression shows a value
    run = subprocess.run(
        [sys.executable, "-m", "ruff", "check", *rules, "."], cwd=tmp_path, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout


def test_no_file_of_the_library_is_too_long() -> None:
    lines = {
        path: len((ROOT / path).read_text(encoding="utf-8").splitlines())
        for path in tracked("lux_ai_edu/*.py")
    }
    assert {
        path: number for path, number in lines.items() if number > 265 and "printed" not in path.parts
    } == {}


def test_links_in_the_documents_lead_somewhere() -> None:
    for document in DOCUMENTS:
        text = (ROOT / document).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)", text):
            assert target.startswith("http") or ((ROOT / document).parent / target).exists(), (
                f"{document}: {target}"
            )


def test_each_dependency_is_pinned_and_its_licence_listed() -> None:
    pins = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text().split())
    listed = (ROOT / "docs/licences.md").read_text(encoding="utf-8").lower()
    assert [name for name in pins if f"| {name.lower()} |" not in listed] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ]
    names = {re.split(r"[<>=\[]", one)[0].lower() for one in asked} - {"lux-ai-edu"}
    assert names - {name.lower() for name in pins} == set()


def test_the_vocabulary_of_a_learner_is_frozen() -> None:
    words = ["Board", "Broker", "Misconception", "Task", "quiz", "sealed", "sentences", "watch"]
    assert sorted(lux_ai_edu.__all__) == sorted(words)


def test_the_wheel_holds_the_workspace_and_no_solution(tmp_path: Path) -> None:
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
        ".",
    ]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("lux_ai_edu-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        files = archive.namelist()
        printed = b"".join(archive.read(name) for name in files if "/printed/" in name)
    for language in LANGUAGES:
        for name in (
            "START.ipynb",
            "01-patterns/lesson.ipynb",
            "01-patterns/exercise.ipynb",
        ):
            assert f"lux_ai_edu/printed/{language}/{name}" in files
    assert "lux_ai_edu/printed/all/01-patterns/tasks.py" in files
    assert "lux_ai_edu/locale/lb.mo" in files and "lux_ai_edu/board/board.js" in files
    assert not [name for name in files if name.startswith(("solutions", "course", "tests"))]
    assert b"BEGIN SOLUTION" not in printed and b"BEGIN HIDDEN" not in printed
    released = notebook((ROOT / "exercises/01-patterns/exercise.ipynb").read_bytes())
    solved = notebook((ROOT / "solutions/01-patterns/exercise.ipynb").read_bytes())
    answers = {name for name in released if released[name] != solved[name]}
    assert {"prediction", "letter", "frame", "bar", "heartbeat", "roof", "explain", "test-bar"} <= answers
    for language in LANGUAGES:
        with zipfile.ZipFile(wheel) as archive:
            shipped = notebook(archive.read(f"lux_ai_edu/printed/{language}/01-patterns/exercise.ipynb"))
        assert {name: shipped[name] for name in answers} == {name: released[name] for name in answers}


def notebook(content: bytes) -> dict[str, str]:
    """The cells of a notebook by name; of code what Python sees, because comments are translated."""
    cells = nbformat.reads(content.decode(), 4).cells
    return {
        cell.id: ast.dump(ast.parse(cell.source)) if cell.cell_type == "code" else cell.source
        for cell in cells
    }
