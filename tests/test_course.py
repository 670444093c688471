"""Every module as its learners meet it: tasks, misconceptions, lessons and exercises, in four languages."""

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import FunctionType, ModuleType

import nbformat
import pytest
from nbclient import NotebookClient

from lux_ai_edu.build.course import variants
from lux_ai_edu.catalogue import read_printed
from lux_ai_edu.language import LANGUAGES, use
from lux_ai_edu.quiz import Quiz
from lux_ai_edu.tasks import Task
from lux_ai_edu.verdict import NotTried, NotYet
from lux_ai_edu.workspace import lay_out

ROOT = Path(__file__).parents[1]
MODULES = [module.id for module in read_printed().modules]


@contextmanager
def tasks_of(module: str, language: str) -> Iterator[ModuleType]:
    """The tasks.py of a module as it lies beside a printed exercise, imported in a language."""
    use(language)
    file = ROOT / "exercises" / module / "tasks.py"
    spec = spec_from_file_location("tasks", file)
    assert spec and spec.loader
    tasks = module_from_spec(spec)
    sys.modules["tasks"] = tasks
    try:
        spec.loader.exec_module(tasks)
        yield tasks
    finally:
        del sys.modules["tasks"]


def of_kind(tasks: ModuleType, kind: type) -> list:
    return [value for value in vars(tasks).values() if isinstance(value, kind)]


def verdict_of(task: Task | Quiz, answer: object) -> str:
    with pytest.raises(NotYet) as refused:
        task.check(answer)  # type: ignore[arg-type]
    return str(refused.value)


@pytest.mark.parametrize("module", MODULES)
def test_each_misconception_is_refused_with_its_own_sentence_in_four_languages(module: str) -> None:
    told: dict[str, list[str]] = {}
    for language in LANGUAGES:
        with tasks_of(module, language) as tasks:
            for task in of_kind(tasks, Task):
                for known in task.wrong:
                    if not known.is_sealed:  # the sealed ones are tried as variants of the exercise, below
                        assert known.says in verdict_of(task, known.answer), task.name
                assert len(task.wrong) >= 3 and task.hints, task.name
                assert len({known.says for known in task.wrong}) == len(task.wrong), task.name
                told.setdefault(language, []).extend(known.says for known in task.wrong)
    for language in LANGUAGES[1:]:
        assert [a for a, b in zip(told["en"], told[language], strict=True) if a == b] == [], language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("module", MODULES)
def test_each_choice_of_a_quiz_says_why(
    module: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with tasks_of(module, language) as tasks:
        for quiz in of_kind(tasks, Quiz):
            said = set()
            for letter, choice in quiz.choices.items():
                if choice in quiz._right:
                    quiz.check(letter)
                    said.add(capsys.readouterr().out)
                else:
                    said.add(verdict_of(quiz, letter))
            assert len(said) == len(quiz.choices), quiz.name


@pytest.mark.parametrize("module", MODULES)
def test_the_solutions_of_a_lesson_pass_their_own_check(
    module: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with tasks_of(module, "en") as tasks:
        for task in of_kind(tasks, Task):
            if task._solution:
                names: dict[str, object] = {}
                exec("from lux_ai_edu import Board\n" + task._solution, names)
                task.check(names[task.name.replace("-", "_")])
                assert "✓" in capsys.readouterr().out


def graded_checks(module: str) -> dict[str, tuple[str, float]]:
    """The code and the points of the tests cells of an exercise, hidden tests included, by task."""
    source = nbformat.read(ROOT / "solutions" / module / "exercise.ipynb", 4)
    graded = [(cell.metadata.get("nbgrader", {}), cell.source) for cell in source.cells]
    return {
        meta["grade_id"].removeprefix("test-"): (source, meta["points"])
        for meta, source in graded
        if meta.get("grade_id", "").startswith("test-")
    }


def tried(variant: str, tests: str, points: float) -> BaseException | None:
    """Run a variant and then the tests of its task; give what stopped it, or less than full points."""
    names: dict[str, object] = {}
    *body, last = ast.parse(tests).body
    try:
        exec("import tasks\nfrom lux_ai_edu import Board\n" + variant, names)
        exec(compile(ast.Module(body, []), "tests", "exec"), names)
        if isinstance(last, ast.Expr):  # nbgrader takes a number as the points
            score = eval(compile(ast.Expression(last.value), "tests", "eval"), names)
            return None if score in (None, points) else AssertionError(f"{score} points")
        exec(compile(ast.Module([last], []), "tests", "exec"), names)
    except Exception as stop:
        return stop
    return None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("module", MODULES)
def test_right_variants_pass_and_wrong_ones_are_refused_in_words(module: str, language: str) -> None:
    tests = graded_checks(module)
    counted: Counter[tuple[str, str]] = Counter()
    said: dict[str, list[str]] = {}
    with tasks_of(module, language) as tasks:
        for variant in variants(ROOT / "course" / module):
            stop = tried(variant.source, *tests[variant.task])
            where = f"{variant.file}:{variant.line}"
            if variant.kind == "right":
                assert stop is None, f"{where}: {stop}"
            else:
                assert isinstance(stop, AssertionError), (
                    f"{where}: this wrong answer gets full marks, or {stop!r}"
                )
                assert not isinstance(stop, NotTried), where
                said.setdefault(variant.task, []).append(str(stop))
            counted[variant.task, variant.kind] += 1
        for task in of_kind(tasks, Task):
            for known in task.wrong:
                if known.is_sealed:
                    assert any(known.says in sentence for sentence in said[task.name]), known.says
    assert all(counted[task, kind] >= 3 for task in tests for kind in ("right", "wrong")), counted


@pytest.mark.parametrize("module", MODULES)
def test_nothing_in_the_file_beside_an_exercise_is_an_answer(module: str) -> None:
    """No value, no function, nothing that a function makes and no misconception passes a graded check."""
    graded = graded_checks(module)
    with tasks_of(module, "en") as tasks:
        candidates = list(vars(tasks).values())
        for value in list(candidates):
            if isinstance(value, FunctionType):
                with suppress(Exception):
                    candidates.append(value())
        for task in of_kind(tasks, Task):
            if task.name in graded:
                assert task._solution == "" and task.right is ..., task.name
                for answer in [
                    *candidates,
                    *(known.answer for other in of_kind(tasks, Task) for known in other.wrong),
                ]:
                    with pytest.raises((NotTried, NotYet)):
                        task.check(answer)


@pytest.mark.parametrize("notebook", ["lesson.ipynb", "exercise.ipynb"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("module", MODULES)
def test_every_cell_runs_in_each_language(
    module: str, language: str, notebook: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing stops but the checks of answers that are not there yet, and nothing is written to stderr."""
    monkeypatch.setenv("LUX_AI_LANG", language)
    lay_out(tmp_path, language, [module])
    folder = tmp_path / module
    book = nbformat.read(folder / notebook, 4)
    NotebookClient(book, timeout=60, allow_errors=True, resources={"metadata": {"path": folder}}).execute()
    for cell in book.cells:
        for output in cell.get("outputs", []):
            assert output.get("name") != "stderr", output
            if output.output_type == "error":
                assert ".check(" in cell.source, cell.source
                assert len(output.traceback) == 1 and output.ename in ("NotTried", "NotYet"), output
