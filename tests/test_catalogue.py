"""The catalogue: sound at birth, and the same whether it is read from TOML or from its print."""

import json
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lux_ai_edu.catalogue import Catalogue, CatalogueError, Module, catalogue_from, read_printed

ROOT = Path(__file__).parent.parent
MODULE = {"id": "01-a", "title": "A", "stage": "think", "hours": 1, "objectives": ["can count"]}
SECOND = MODULE | {"id": "02-b", "title": "B", "objectives": ["can add"], "needs": ["01-a"]}


def tables(**changes: Any) -> dict[str, Any]:
    return {
        "course": {"title": "A course"},
        "stage": [{"id": "think", "title": "Think", "audience": "all"}],
        "module": [MODULE, SECOND],
        "path": [{"id": "school", "title": "School", "modules": ["01-a", "02-b"]}],
    } | changes


WRONG = [
    (tables(modules=[]), 'There is no table "modules". Did you mean "module"?'),
    (tables(module=[MODULE | {"hour": 2}]), 'There is no key "hour". Did you mean "hours"?'),
    (tables(module=[MODULE | {"tasks": ["x"]}]), 'There is no key "tasks"'),
    (tables(module=[{"id": "01-a", "title": "A"}]), "This module lacks: stage, hours, objectives"),
    (tables(module=[MODULE | {"hours": 0}]), "hours of 01-a is a number above 0"),
    (tables(module=[MODULE | {"hours": "3"}]), "hours of 01-a is a number above 0"),
    (tables(module=[MODULE | {"objectives": []}]), "01-a needs objectives"),
    (tables(module=[MODULE | {"objectives": "can"}]), "objectives of the module is a list of texts"),
    (tables(module=[MODULE | {"id": "lamps"}]), "A module id is two digits and small words"),
    (tables(module=[MODULE | {"title": ""}]), "The module needs a title"),
    (tables(module=[MODULE, MODULE | {"title": "Again"}], path=[]), 'The module "01-a" stands twice'),
    (tables(module=[MODULE | {"stage": "thnk"}], path=[]), 'There is no stage "thnk". Did you mean "think"?'),
    (tables(module=[MODULE | {"needs": ["02-b"]}, SECOND]), 'put "02-b" before it'),
    (tables(module=[MODULE | {"needs": ["09-z"]}], path=[]), 'There is no module "09-z"'),
    (tables(path=[{"id": "x", "title": "X", "modules": ["01-b"]}]), 'There is no module "01-b"'),
    (tables(module=MODULE), "Write [[module]], in double square brackets"),
    (tables(course={}), "The course needs a title"),
    (tables(course={"title": "A", "titel": "B"}), 'There is no key "titel". Did you mean "title"?'),
]


@pytest.mark.parametrize(("data", "part"), WRONG, ids=[wrong[1] for wrong in WRONG])
def test_wrong_catalogue_is_refused_with_its_cure(data: dict[str, Any], part: str) -> None:
    with pytest.raises(ExceptionGroup) as caught:
        catalogue_from(data, printed=False)
    assert [fault for fault in caught.value.exceptions if part in str(fault)], caught.value.exceptions


def test_all_faults_at_once() -> None:
    with pytest.raises(ExceptionGroup) as caught:
        catalogue_from(
            tables(module=[MODULE | {"hours": 0}, SECOND | {"titel": "x"}], course={}), printed=False
        )
    assert len(caught.value.exceptions) == 3


def test_a_module_is_sound_at_birth() -> None:
    with pytest.raises(CatalogueError, match="hours"):
        Module("01-a", "A", "think", -1, ("can",))


def test_a_print_has_tasks_and_may_have_a_table_of_another_version(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.json"
    printed = tables(module=[MODULE | {"tasks": ["lamp"]}, SECOND])
    for more in ({}, {"later": {}}):
        file.write_text(json.dumps(printed | more), encoding="utf-8")
        catalogue = read_printed(file)
        assert [module.tasks for module in catalogue.modules] == [("lamp",), ()]
        assert replace(catalogue.modules[0], tasks=()) == catalogue_from(tables(), printed=False).modules[0]


@pytest.mark.parametrize("content", [None, "", "{", '{"course": 1}', "[]", '{"module": [1]}'])
def test_damaged_print_is_one_sentence(content: str | None, tmp_path: Path) -> None:
    file = tmp_path / "catalogue.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(CatalogueError, match="missing or damaged .* Install lux-ai-edu again"):
        read_printed(file)


def test_the_course_and_its_print_say_the_same() -> None:
    course = catalogue_from(tomllib.loads((ROOT / "course/course.toml").read_text("utf-8")), printed=False)
    printed = read_printed()
    assert all(module.tasks for module in printed.modules)
    assert replace(printed, modules=tuple(replace(module, tasks=()) for module in printed.modules)) == course


def test_needs_the_standard_library_only() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import lux_ai_edu.catalogue, lux_ai_edu.build"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_empty_catalogue_is_a_catalogue() -> None:
    assert catalogue_from({"course": {"title": "A course"}}, printed=False) == Catalogue("A course", (), ())
