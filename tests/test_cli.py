"""Each verb of `lux-ai`, as it is typed; and that each mistake gets one sentence."""

import argparse
import ast
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from conftest import need

from lux_ai_edu import cli, language
from lux_ai_edu.arguments import argparse_words, parser
from lux_ai_edu.workspace import lay_out, state

COMMAND = [sys.executable, "-m", "lux_ai_edu.cli"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a current folder of its own, with a space in its name."""
    home = tmp_path / "my home"
    home.mkdir()
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(home))
    monkeypatch.chdir(home)
    return home


def typed(*words: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words], capture_output=True, encoding="utf-8", env={**os.environ, **(environment or {})}
    )


def test_alone_it_says_what_to_type(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    said = capsys.readouterr().out
    for verb in ("learn", "progress", "submit", "plan"):
        assert f"lux-ai {verb}" in said


def test_each_verb_has_help() -> None:
    for verb in ("learn", "progress", "submit", "plan", "build"):
        assert (
            f"usage: lux-ai {verb}"
            in subprocess.run([*COMMAND, verb, "--help"], capture_output=True, text=True).stdout
        )


def test_help_loads_nothing_that_is_slow() -> None:
    heavy = ["numpy", "IPython", "ipywidgets", "jupyterlab", "jupyter_core", "jupyter_client", "nbformat"]
    heavy += ["nbclient", "nbgrader", "jupytext", "babel", "torch", "asyncio"]
    program = (
        "import atexit, sys, lux_ai_edu.cli\n"
        "atexit.register(lambda: print([m for m in sys.modules if m in sys.argv]))\n"
        "lux_ai_edu.cli.main(['--help'])"
    )
    asked = subprocess.run([sys.executable, "-c", program, *heavy], capture_output=True, text=True)
    assert asked.stdout.startswith("usage: lux-ai")
    assert ast.literal_eval(asked.stdout.splitlines()[-1]) == []


@pytest.mark.parametrize(
    "words",
    [
        ["teach"],
        ["learn", "--lang", "it"],
        ["submit"],
        ["plan"],
        ["progress", "--export", "--forget"],
        ["learn", "--port", "x"],
    ],
)
def test_a_wrong_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        cli.main(words)
    assert exit.value.code == 2
    assert "usage: lux-ai" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["learn", "99"], "There is no module 99. The modules are: 01-patterns"),
        (["plan", "nothing"], "There is no module nothing. The modules are: 01-patterns"),
        (["learn", "--path", "pirate"], "There is no path pirate. The paths are: school"),
        (["progress"], "Begin with: lux-ai learn"),
        (["submit", "01", "--workspace", "nowhere"], "Begin with: lux-ai learn"),
        (["learn", "--workspace", "taken"], "in the way"),
        (["learn", "--no-browser", "--port", "99999"], "Port 99999 cannot be used"),
    ],
)
def test_a_mistake_gets_one_sentence(home: Path, words: list[str], sentence: str) -> None:
    (home / "taken").write_text("")
    asked = typed(*words)
    assert asked.returncode == 1
    assert sentence in asked.stderr and asked.stderr.count("\n") == 1


@pytest.mark.parametrize("workspace", ["~nobody-of-this-name/x", "circle"])
def test_a_workspace_that_cannot_be_had(
    home: Path, capsys: pytest.CaptureFixture[str], workspace: str
) -> None:
    if workspace == "circle":
        need(os.name == "posix", "a link that leads to itself", "Windows lets few people make links")
        (home / "circle").symlink_to("circle")
    for verb in (["learn", "--no-browser"], ["progress"], ["submit", "01", "--name", "Zoé"]):
        assert cli.main([*verb, "--workspace", workspace]) == 1
        assert capsys.readouterr().err.count("\n") == 1


def test_a_folder_that_was_deleted(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    need(os.name == "posix", "a deleted current folder", "Windows keeps the folder a program is in")
    gone = home / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    for words in (["learn", "--workspace", "x"], ["progress"], ["build"], []):
        assert cli.main(words) == 1
        assert capsys.readouterr().err == "The folder you are in is gone. Go to another one: cd ~\n"


def test_the_words_of_argparse_are_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue = Catalog()
    for english in argparse_words():
        catalogue.add(english.strip(), f"«{english.strip()}»")
    with (tmp_path / "fr.mo").open("wb") as stream:
        write_mo(stream, catalogue)
    monkeypatch.setattr(language, "_LOCALE", tmp_path)
    monkeypatch.setenv("LUX_AI_LANG", "fr")
    parts = {"%s", "%(value)r", "%(type)s", "%(choices)s", "%(message)s", "%(prog)s", "%(argument_name)s"}
    plain = "|".join(map(re.escape, sorted(parts)))
    said = ""
    for words in (
        ["learn", "--help"],
        ["teach"],
        ["learn", "--port", "x"],
        ["learn", "--port"],
        ["plan", "01", "--no"],
        ["submit"],
        ["progress", "--export", "--forget"],
    ):
        with pytest.raises(SystemExit):
            cli.main(words)
        said += "".join(capsys.readouterr())
    for english in argparse_words():  # each of them is really said by the argparse of this Python
        words = (re.escape(word).replace("\\ ", r"\s+") for word in re.split(plain, english.strip()))
        assert re.search("«" + r"[\s\S]+?".join(words) + "»", said), english


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_a_translation_of_argparse_keeps_the_placeholders(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setenv("LUX_AI_LANG", code)
    for english, said in argparse_words().items():
        assert sorted(re.findall(r"%(?:\(\w+\))?\w", said)) == sorted(re.findall(r"%(?:\(\w+\))?\w", english))
    assert isinstance(parser(), argparse.ArgumentParser)


def test_a_terminal_that_knows_few_letters() -> None:
    asked = typed("plan", "01", environment={"PYTHONIOENCODING": "ascii", "LUX_AI_LANG": "fr"})
    assert asked.returncode == 0 and asked.stderr == ""


@pytest.mark.parametrize("word", ["01-patterns", "01", "1", "patterns", "Patterns"])
def test_plan(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["plan", word]) == 0
    plan = capsys.readouterr().out
    assert plan.startswith("#")
    assert cli.main(["plan", word, "--lang", "de"]) == 0
    printed = Path(cli.__file__).parent / "printed/de/01-patterns/plan.md"
    assert capsys.readouterr().out.strip() == printed.read_text(encoding="utf-8").strip()


def learned(*words: str, environment: dict[str, str] | None = None) -> list[str]:
    """Type `lux-ai learn …`, read what it says until JupyterLab runs, and stop it."""
    learner = subprocess.Popen(
        [*COMMAND, "learn", "--no-browser", *words],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    )
    assert learner.stdout
    said = []
    for line in learner.stdout:
        said.append(line.strip())
        if "http://" in line:
            break
    if os.name == "posix":
        import signal

        os.killpg(learner.pid, signal.SIGINT)
    else:
        learner.terminate()
    learner.communicate(timeout=60)
    return said


def test_learn_opens_the_course(home: Path) -> None:
    said = learned("--lang", "fr")
    assert state(home / "lux-ai")["language"] == "fr"
    assert str(home / "lux-ai") in said[0]
    assert "/lab/tree/START.ipynb?token=" in said[-1]
    notebook = json.loads((home / "lux-ai/01-patterns/exercise.ipynb").read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    # The second time it knows the language, and opens what is asked for.
    said = learned("patterns", environment={"LANG": "de_DE.UTF-8"})
    assert state(home / "lux-ai")["language"] == "fr"
    assert len(said) == 1 and "/lab/tree/01-patterns/lesson.ipynb?token=" in said[-1]


def test_learn_a_path(home: Path) -> None:
    words = ["--path", "school", "--workspace", "other place"]
    assert "/lab/tree/01-patterns/lesson.ipynb?" in learned(*words)[-1]
    catalogue = json.loads((Path(cli.__file__).parent / "printed/catalogue.json").read_text(encoding="utf-8"))
    tasks = next(module["tasks"] for module in catalogue["module"] if module["id"] == "01-patterns")
    done = [
        {"time": "2026-11-23T00:00:00+00:00", "module": "01-patterns", "task": task, "state": "right"}
        for task in tasks
    ]
    progress = home / "other place/.lux-ai/progress.jsonl"
    progress.write_text("".join(json.dumps(entry) + "\n" for entry in done))
    assert "/lab/tree/START.ipynb?" in learned(*words)[-1]


def test_progress(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay_out(home / "lux-ai", "en")
    program = "from lux_ai_edu import progress; progress.record('heart', 'right')"
    subprocess.run([sys.executable, "-c", program], cwd=home / "lux-ai/01-patterns", check=True)
    assert cli.main(["progress"]) == 0
    assert "01-patterns: right 1 of" in capsys.readouterr().out
    assert cli.main(["progress", "--export"]) == 0
    kept = json.loads(capsys.readouterr().out)
    assert kept["name"] == "" and [entry["task"] for entry in kept["progress"]] == ["heart"]
    assert cli.main(["progress", "--forget"]) == 0
    assert cli.main(["progress", "--export"]) == 0
    assert json.loads(capsys.readouterr().out.partition("\n")[2]) == {
        "name": "",
        "progress": [],
        "handed in": [],
    }


def test_submit_remembers_the_name(home: Path) -> None:
    lay_out(home / "lux-ai", "en")
    nameless = typed("submit", "01")
    assert nameless.returncode == 1 and "--name" in nameless.stderr
    assert typed("submit", "01", "--name", "Zoé Weber").returncode == 0
    assert state(home / "lux-ai")["name"] == "Zoé Weber"
    assert typed("submit", "patterns").returncode == 0
    archives = sorted((home / "lux-ai/submitted").glob("01-patterns_zoe-weber_*.zip"))
    assert len(archives) == 2 and all(
        "exercise.ipynb" in zipfile.ZipFile(file).namelist() for file in archives
    )
    forgotten = typed("progress", "--forget").stdout
    assert str(home / "lux-ai/submitted") in forgotten and "Nothing is kept" not in forgotten
    kept = json.loads(typed("progress", "--export").stdout)
    assert kept["name"] == "" and kept["handed in"] == [f"submitted/{file.name}" for file in archives]
    assert all(file.exists() for file in archives)


def test_build_without_a_course(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", "--check"]) == 1
    assert "course/course.toml" in capsys.readouterr().err


def test_make_names_the_cure_each_time_where_python_has_no_venv(home: Path) -> None:
    """Debian's Python without python3-venv makes a folder without pip, and fails."""
    need(shutil.which("make") and os.name == "posix", "make where Python has no venv", "make is not here")
    debian = home / "python"
    debian.write_text(
        f'#!/bin/sh\n[ "$1" = -c ] && exec "{sys.executable}" "$@"\n'
        f'"{sys.executable}" -m venv --without-pip "$3"\nexit 1\n'
    )
    debian.chmod(0o755)
    work = home / "work"
    work.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(Path(__file__).parents[1] / name, work)
    for _ in range(2):
        made = subprocess.run(
            ["make", "learn", f"PYTHON='{debian}'"], cwd=work, capture_output=True, text=True
        )
        assert made.returncode != 0 and "apt-get install python3-venv" in made.stdout
        assert "pip" not in made.stderr and not (work / ".venv").exists()
    # What an earlier try left behind is not taken for a whole environment.
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", work / ".venv"], check=True)
    made = subprocess.run(["make", "learn", f"PYTHON='{debian}'"], cwd=work, capture_output=True, text=True)
    assert "apt-get install python3-venv" in made.stdout and not (work / ".venv").exists()
