"""What the build reads in a module's tasks.py, without running it."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lux_ai_edu.build.source import Complain


@dataclass(frozen=True)
class TaskFile:
    """The names of the tasks and quizzes of a module, and the sentences a learner can meet there."""

    names: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


def read_tasks(text: str, graded: Iterable[str], complain: Complain) -> TaskFile:
    """Read tasks.py.

    Args:
        text: the Python code.
        graded: names of tasks that give points: no answer to them may stand here, beside the exercise.
        complain: takes line and message of each fault.
    """
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        complain(error.lineno or 1, f"Python cannot read this file: {error.msg}. Mend the line.")
        return TaskFile()
    points = {name.replace("_", "-") for name in graded}
    names: dict[str, int] = {}
    for call, function in calls(tree, "Task", "quiz"):
        name = literal(call)
        if name is None:
            complain(
                call.lineno,
                f'The name is the first thing in the brackets, as text: {function}("net-route", …).',
            )
            continue
        if name in names:
            complain(
                call.lineno, f'The name "{name}" is taken by line {names[name]}: give this task another one.'
            )
        names.setdefault(name, call.lineno)
        if name.replace("_", "-") in points:
            _check_no_answer(name, call, function, complain)
    return TaskFile(tuple(names), tuple(sentences(tree, "_", complain)))


def calls(tree: ast.AST, *functions: str) -> Iterator[tuple[ast.Call, str]]:
    """Yield each call of one of these functions with the function's name, in the order of the file."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in functions:
                found.append((node.lineno, node.col_offset, node, name))
    for _, _, node, name in sorted(found, key=lambda item: item[:2]):
        yield node, name


def literal(call: ast.Call) -> str | None:
    """Return the first argument of a call if it is a text that stands in the code."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def sentences(tree: ast.AST, function: str, complain: Complain) -> Iterator[str]:
    """Yield each text given to `_` or `say`; a text that is made at run time cannot be translated."""
    for call, _ in calls(tree, function):
        text = literal(call)
        if text is None:
            complain(
                call.lineno,
                f"{function}(…) takes one text in quotes, for the translators: no variable, no f-string.",
            )
        elif not text.strip():
            complain(call.lineno, f'{function}("") has no text: write a sentence.')
        else:
            yield text


def _check_no_answer(name: str, call: ast.Call, function: str, complain: Complain) -> None:
    given = {word.arg: word.value for word in call.keywords}
    cure = "use shows=, rule= or seal=sealed(…)"
    if function == "quiz":
        complain(
            call.lineno, f'"{name}" gives points, and a quiz holds its answer: make it a Task and {cure}.'
        )
    elif "right" in given:
        complain(given["right"].lineno, f'"{name}" gives points, so right= would show its answer: {cure}.')
    solution = given.get("solution")
    if solution and not (isinstance(solution, ast.Constant) and not solution.value):
        complain(solution.lineno, f'"{name}" gives points, so solution= would show its answer: leave it out.')
