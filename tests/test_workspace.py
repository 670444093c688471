"""What a learner wrote is never lost, whatever arrives and whatever the disk does."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import mount, need
from hypothesis import given, settings
from hypothesis import strategies as st

from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import nearest_workspace
from lux_ai_edu.workspace import lay_out, state

LESSON = "01-patterns/lesson.ipynb"


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    for code in ("en", "fr"):
        print_course(tmp_path / "printed", code, "1")
    return tmp_path / "printed"


def print_course(printed: Path, code: str, version: str) -> None:
    for name in (
        "START.ipynb",
        LESSON,
        "01-patterns/tasks.py",
        "01-patterns/plan.md",
        "02-rules/lesson.ipynb",
    ):
        file = printed / code / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{name} {code} {version}", encoding="utf-8")


def content(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file() and ".lux-ai" not in file.parts)
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}


def test_a_new_workspace(tmp_path: Path, printed: Path) -> None:
    report = lay_out(tmp_path / "mine", "fr", printed=printed)
    names = ["01-patterns/lesson.ipynb", "01-patterns/tasks.py", "02-rules/lesson.ipynb", "START.ipynb"]
    assert (
        sorted(report.written) == sorted(content(tmp_path / "mine")) == names
    )  # the teacher's plan stays out
    assert content(tmp_path / "mine")[LESSON] == f"{LESSON} fr 1"
    assert state(tmp_path / "mine")["language"] == "fr"
    assert state(tmp_path / "mine")["course"]
    assert str(tmp_path / "mine") in report.sentences()[0]


def test_again_changes_nothing(tmp_path: Path, printed: Path) -> None:
    lay_out(tmp_path / "mine", "en", printed=printed)
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "mine").rglob("*") if file.is_file()}
    report = lay_out(tmp_path / "mine", "en", printed=printed)
    assert report.sentences() == []
    assert {file: file.stat().st_mtime_ns for file in before} == before


def test_some_modules_only(tmp_path: Path, printed: Path) -> None:
    lay_out(tmp_path, "en", ["02-rules"], printed=printed)
    assert (tmp_path / "02-rules").is_dir() and not (tmp_path / "01-patterns").exists()


def test_a_newer_course(tmp_path: Path, printed: Path) -> None:
    mine = tmp_path / "mine"
    lay_out(mine, "en", printed=printed)
    (mine / LESSON).write_text("my work")
    print_course(printed, "en", "2")
    report = lay_out(mine, "en", printed=printed)
    assert content(mine)[LESSON] == "my work"
    assert content(mine)["01-patterns/lesson.new.ipynb"] == f"{LESSON} en 2"
    assert content(mine)["START.ipynb"] == "START.ipynb en 2"
    assert report.beside == [(LESSON, "01-patterns/lesson.new.ipynb")]
    assert any("lesson.new.ipynb" in sentence for sentence in report.sentences())
    # The same version is offered once, also to a learner who threw it away.
    (mine / "01-patterns/lesson.new.ipynb").unlink()
    assert lay_out(mine, "en", printed=printed).beside == []
    assert not (mine / "01-patterns/lesson.new.ipynb").exists()


def test_an_untouched_newer_lesson_is_renewed_and_a_touched_one_is_not(tmp_path: Path, printed: Path) -> None:
    mine, new = tmp_path / "mine", "01-patterns/lesson.new.ipynb"
    lay_out(mine, "en", printed=printed)
    (mine / LESSON).write_text("my work")
    for version in "23":
        print_course(printed, "en", version)
        assert lay_out(mine, "en", printed=printed).beside == [(LESSON, new)]
        assert content(mine)[new] == f"{LESSON} en {version}"
    (mine / new).write_text("my work too")
    print_course(printed, "en", "4")
    assert lay_out(mine, "en", printed=printed).beside == [(LESSON, "01-patterns/lesson.new-2.ipynb")]
    assert content(mine)[new] == "my work too"
    print_course(printed, "en", "5")
    lay_out(mine, "en", printed=printed)
    assert content(mine)["01-patterns/lesson.new-2.ipynb"] == f"{LESSON} en 5"
    assert len(list((mine / "01-patterns").glob("lesson*"))) == 3


def test_another_language(tmp_path: Path, printed: Path) -> None:
    mine = tmp_path / "mine"
    lay_out(mine, "en", printed=printed)
    (mine / LESSON).write_text("my work")
    lay_out(mine, "fr", printed=printed)
    assert content(mine)["START.ipynb"] == "START.ipynb fr 1"
    assert content(mine)[LESSON] == "my work"
    assert content(mine)["01-patterns/lesson.new.ipynb"] == f"{LESSON} fr 1"
    assert state(mine)["language"] == "fr"
    back = lay_out(mine, "en", printed=printed)
    assert back.replaced and back.beside == [(LESSON, "01-patterns/lesson.new.ipynb")]
    assert "newer" not in " ".join(back.sentences())  # what arrived is only in another language


def test_a_file_that_was_there_before_the_course(tmp_path: Path, printed: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/START.ipynb").write_text("mine")
    lay_out(tmp_path / "mine", "en", printed=printed)
    assert content(tmp_path / "mine")["START.ipynb"] == "mine"
    assert content(tmp_path / "mine")["START.new.ipynb"] == "START.ipynb en 1"


@pytest.mark.parametrize("damage", ["", "{", "[1]", '{"files": 7}', "\ufffd\0"])
def test_a_damaged_memory_loses_nothing(tmp_path: Path, printed: Path, damage: str) -> None:
    mine = tmp_path / "mine"
    lay_out(mine, "en", printed=printed)
    (mine / LESSON).write_text("my work")
    (mine / ".lux-ai/workspace.json").write_text(damage, encoding="utf-8")
    print_course(printed, "en", "2")
    lay_out(mine, "en", printed=printed)
    assert content(mine)[LESSON] == "my work"
    assert f"{LESSON} en 2" in content(mine).values()


def test_what_others_keep_in_the_memory_stays(tmp_path: Path, printed: Path) -> None:
    lay_out(tmp_path, "en", printed=printed)
    file = tmp_path / ".lux-ai/workspace.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"name": "Zoé", "later": 1}), encoding="utf-8")
    lay_out(tmp_path, "fr", printed=printed)
    assert state(tmp_path)["name"] == "Zoé" and state(tmp_path)["later"] == 1


@settings(max_examples=40)
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(
                st.just("learner"), st.sampled_from([LESSON, "01-patterns/lesson.new.ipynb", "START.ipynb"])
            ),
            st.tuples(st.sampled_from(["en", "fr"]), st.sampled_from("123")),
        ),
        max_size=8,
    )
)
def test_no_order_of_events_loses_work(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("w")
    written: list[str] = []
    for number, (who, what) in enumerate(steps):
        if who == "learner":
            file = folder / "mine" / what
            if file.exists() and file.read_text() in written:
                written.remove(file.read_text())  # the learner's own change
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"work {number}")
            written.append(f"work {number}")
        else:
            print_course(folder / "printed", who, what)
            lay_out(folder / "mine", who, printed=folder / "printed")
            laid = [text for text in content(folder / "mine").values() if not text.startswith("work")]
            assert len(laid) == len(set(laid))  # nothing lies there twice
        assert set(written) <= set(content(folder / "mine").values() if written else ())


@pytest.mark.parametrize("name", ["my course", "été à l'école", 'a "quoted" one', "100 % {x} [a]*", "日本"])
def test_names_of_all_kinds(
    tmp_path: Path, printed: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    if os.name == "nt" and set(name) & set('"*'):
        pytest.skip("Windows has no such names")
    report = lay_out(tmp_path / name, "en", printed=printed)
    assert len(report.written) == 4 and name in report.sentences()[0]
    monkeypatch.chdir(tmp_path / name / "01-patterns")
    assert nearest_workspace() == (tmp_path / name).resolve()


def sentence_of(target: Path, printed: Path, code: str = "en") -> str:
    with pytest.raises(LearnerError) as error:
        lay_out(target, code, printed=printed)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_file_where_the_workspace_should_be(tmp_path: Path, printed: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    assert "in the way" in sentence_of(tmp_path / "taken", printed)
    assert "in the way" in sentence_of(tmp_path / "taken/deeper", printed)
    assert (tmp_path / "taken").read_text() == "mine"


def test_a_file_where_a_module_should_be(tmp_path: Path, printed: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/01-patterns").write_text("mine")
    assert "in the way" in sentence_of(tmp_path / "mine", printed)


def test_a_folder_where_a_lesson_should_be(tmp_path: Path, printed: Path) -> None:
    (tmp_path / "mine" / LESSON).mkdir(parents=True)
    assert "in the way" in sentence_of(tmp_path / "mine", printed)


def test_a_language_that_is_not_printed(tmp_path: Path, printed: Path) -> None:
    assert "'it'" in sentence_of(tmp_path / "mine", printed, "it")


def test_a_full_disk(small_disk: Path, printed: Path) -> None:
    mine = small_disk / "mine"
    lay_out(mine, "en", printed=printed)
    (mine / "START.ipynb").write_text("my work")
    before = content(mine)
    for file in printed.rglob("*.ipynb"):
        file.write_text("x" * 40_000)
    assert "disk is full" in sentence_of(mine, printed)
    after = content(mine)
    assert after["START.ipynb"] == "my work"
    assert set(before) == set(after) and all(
        text in (before[name], "x" * 40_000) for name, text in after.items()
    )
    # Room again: the next time all is in order.
    for file in printed.rglob("*.ipynb"):
        file.write_text("small again")
    lay_out(mine, "en", printed=printed)
    assert content(mine)["START.ipynb"] == "my work" and content(mine)["START.new.ipynb"] == "small again"


def test_a_read_only_disk(small_disk: Path, printed: Path) -> None:
    assert mount("-o", "remount,ro", small_disk)
    assert "read-only" in sentence_of(small_disk / "mine", printed)


def test_a_folder_of_somebody_else(tmp_path: Path, printed: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    if os.name == "posix" and os.geteuid() == 0:  # chmod does not stop root: ask as nobody
        for folder in (tmp_path, *tmp_path.parents[:-2]):
            folder.chmod(0o755)
        program = (
            "import os, sys; from pathlib import Path; from lux_ai_edu.workspace import lay_out\n"
            "import lux_ai_edu.errors, importlib.metadata; importlib.metadata.version('lux-ai-edu')\n"
            "os.setuid(65534)\n"
            "try: lay_out(Path(sys.argv[1]), 'en', printed=Path(sys.argv[2]))\n"
            "except lux_ai_edu.errors.LearnerError as error: print(error)"
        )
        asked = subprocess.run(
            [sys.executable, "-c", program, locked / "mine", printed], capture_output=True, text=True
        )
        assert "may not write" in asked.stdout, asked.stderr
    else:
        need(os.name == "posix", "a folder of somebody else gets one clear sentence", "Windows has no chmod")
        assert "may not write" in sentence_of(locked / "mine", printed)
