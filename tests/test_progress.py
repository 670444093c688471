"""Progress is kept in one local file: it survives crashes and two notebooks, and it stays on the machine."""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import nbclient
import nbformat
import pytest

from lux_ai_edu import progress, quiz, tasks
from lux_ai_edu.tasks import Task

ROOT = Path(__file__).parent.parent


@pytest.fixture
def workspace(tmp_path, monkeypatch) -> Path:
    """A workspace; the current folder is a module in it."""
    (tmp_path / ".lux-ai").mkdir()
    (tmp_path / ".lux-ai" / "workspace.json").write_text('{"language": "en"}', encoding="utf-8")
    (tmp_path / "01-patterns").mkdir()
    monkeypatch.chdir(tmp_path / "01-patterns")
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return tmp_path


def test_each_verdict_is_recorded_by_module(workspace, monkeypatch):
    heart = Task("heart", right=3)
    lamps = quiz("lamps", "?", {"25": "y"}, {"5": "n"})
    for check, answer in ((heart.check, 4), (heart.check, 3), (heart.check, 4), (lamps.check, "5")):
        with contextlib.suppress(tasks.NotYet):
            check(answer)
    monkeypatch.chdir(workspace)
    with pytest.raises(tasks.NotTried):
        Task("étoile", right=3).check()
    done = progress.read()
    assert done["01-patterns"] == progress.Done("01-patterns", right={"heart"}, tried={"heart", "lamps"})
    assert done[""] == progress.Done("")  # asked, not tried
    assert progress.summary({"01-patterns": ["heart", "name", "lamps"]}).splitlines() == [
        "01-patterns: right 1 of 3, tried 2.",
        "–: right 0 of 0, tried 0.",
    ]
    exported = json.loads(progress.export())
    assert [entry["state"] for entry in exported] == ["not yet", "right", "not yet", "not yet", "not tried"]
    assert exported[-1]["task"] == "étoile"
    assert set(exported[0]) == {"time", "module", "task", "state"}


def test_forget_leaves_nothing(workspace):
    progress.record("heart", "right")
    progress.forget()
    assert os.listdir(workspace / ".lux-ai") == ["workspace.json"]
    assert progress.read() == {}
    assert progress.summary({}) == "Nothing is recorded here yet."
    progress.forget()  # twice is fine
    progress.record("star", "right")
    assert progress.read()["01-patterns"].right == {"star"}


def test_outside_a_workspace_nothing_is_recorded(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    progress.record("heart", "right")
    assert list(tmp_path.rglob("*")) == []
    assert progress.read() == {}
    progress.forget()


@pytest.mark.parametrize(
    "tail", [b'{"time": "2026', b"\xff\xfe\x00", b"[]\n{}\n3\nnull", b'{"task": 3}', b"\n\n"]
)
def test_a_torn_line_costs_nothing_else(workspace, tail):
    progress.record("heart", "right")
    with (workspace / progress.FILE).open("ab") as file:
        file.write(tail)
    progress.record("star", "not yet")
    progress.record("moon", "right")
    assert progress.read()["01-patterns"] == progress.Done(
        "01-patterns", {"heart", "moon"}, {"heart", "star", "moon"}
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux: a disk that is always full")
def test_a_full_disk_disturbs_no_verdict(workspace, capfd):
    (workspace / progress.FILE).symlink_to("/dev/full")
    Task("heart", right=3).check(3)
    progress.record("heart", "right")
    assert capfd.readouterr() == ("✓ Right.\n", "")


def test_a_file_that_cannot_be_written_disturbs_no_verdict(workspace, capfd):
    (workspace / progress.FILE).mkdir()
    Task("heart", right=3).check(3)
    assert progress.read() == {}
    assert capfd.readouterr() == ("✓ Right.\n", "")


WRITER = """
import sys
from lux_ai_edu import progress
for number in range(int(sys.argv[2])):
    progress.record(f"{sys.argv[1]}-{number}", "right")
    print(number, flush=True)
"""


def writer(name: str, count: int) -> subprocess.Popen:
    command = [sys.executable, "-c", WRITER, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)})


def test_notebooks_at_once_and_a_killed_one_lose_nothing(workspace):
    steady = [writer("one", 4000), writer("two", 4000)]
    confirmed = {}
    for round_ in range(3):
        victim = writer(f"killed{round_}", 10**6)
        victim.stdout.readline()
        time.sleep(0.15)
        victim.kill()
        confirmed[f"killed{round_}"] = 1 + len(victim.communicate()[0].splitlines())
    for process in steady:
        process.communicate()
        assert process.returncode == 0
    right = progress.read()["01-patterns"].right
    assert {f"{name}-{number}" for name in ("one", "two") for number in range(4000)} <= right
    for name, count in confirmed.items():
        assert count > 1
        assert {
            f"{name}-{number}" for number in range(count - 1)
        } <= right  # its last line may be half a number
    lines = (workspace / progress.FILE).read_bytes().splitlines()
    assert len(lines) <= len(right) + 3  # one torn line for each kill, at most


def test_somebody_who_holds_the_lock_for_ever_stops_nobody(workspace, monkeypatch):
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(progress, "_PATIENCE", 0.05)
    with (workspace / progress.FILE).open("ab") as holder:
        fcntl.flock(holder, fcntl.LOCK_EX)
        progress.record("heart", "right")
    assert progress.read()["01-patterns"].right == {"heart"}


def test_a_notebook_records_but_not_while_nbgrader_runs_it(workspace):
    from nbgrader.validator import Validator

    cell = nbformat.v4.new_code_cell("from lux_ai_edu import Task\nTask('heart', right=3).check(3)")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    nbformat.write(notebook, "exercise.ipynb")
    result = Validator().validate("exercise.ipynb")  # sets NBGRADER_EXECUTION, as `nbgrader autograde` does
    assert "failed" not in result
    assert progress.read() == {}
    nbclient.NotebookClient(notebook, resources={"metadata": {"path": "."}}).execute()
    assert progress.read()["01-patterns"].right == {"heart"}


ALONE = """
import sys
sys.path.insert(0, sys.argv[1])
opened = []
sys.addaudithook(lambda event, data: opened.append(event) if event.startswith("socket.") else None)
before = set(sys.modules)
import lux_ai_edu
from lux_ai_edu import Board, Broker, Misconception, Task, quiz, sealed, sentences, watch
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
loaded = {name for name in loaded if not name.startswith("_sysconfigdata")}  # Python's own, named by machine
assert loaded - {"lux_ai_edu"} <= sys.stdlib_module_names, loaded - sys.stdlib_module_names
task = Task("t", right=lambda n: n, calls=[(1,)], wrong=[Misconception(lambda n: 0, "No.")], hints=["h"])
task.check(lambda n: n)
for answer in (lambda n: 0, lambda n: 1 / 0, None):
    try:
        task.check(answer)
    except Exception as verdict:
        print(verdict)
task.hint()
task.solution()
quiz("q", "?", {"25": "y"}, {"5": "n"}).check("25")
Task("s", seal=sealed(3)).check(3)
board = Board()
board.icon("heart")
board.sleep(1)
repr(board)
board._repr_mimebundle_()
def draw(n):
    board.on(n, 0)
watch(draw, 2)._repr_mimebundle_()
from lux_ai_edu import progress
assert progress.read()["01-patterns"].right == {"t", "q", "s"}
progress.export()
progress.forget()
assert opened == [], opened
assert not {"numpy", "pandas", "IPython", "ipywidgets", "anywidget"} & set(sys.modules)
"""


def test_the_learner_rooms_need_python_alone_and_open_no_connection(workspace):
    command = [sys.executable, "-I", "-S", "-c", ALONE, str(ROOT)]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Not yet" in done.stdout


def test_the_audit_hook_would_have_seen_a_connection(workspace):
    code = ALONE.replace(
        "assert opened == []", "import socket; socket.getaddrinfo('localhost', 1); assert opened == []"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code, str(ROOT)], capture_output=True, text=True)
    assert "socket.getaddrinfo" in done.stderr
