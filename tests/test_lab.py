"""JupyterLab starts for a learner: quiet, on this machine only, and ends politely."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import need
from lab import is_outside, open_notebook, run_all, screenshot

from lux_ai_edu.errors import LearnerError
from lux_ai_edu.lab import Lab, can_open_browser, start

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOTEBOOK = {
    "cells": [
        {
            "cell_type": "code",
            "id": "a",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": "import os\nos.environ['LUX_AI_LANG']",
        }
    ],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / 'l\'été "42" %s {x}'
    (folder / "01 é").mkdir(parents=True)
    (folder / "01 é" / "leçon #1.ipynb").write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    return folder


def page_config(lab: Lab) -> dict[str, object]:
    with urllib.request.urlopen(lab.address) as answer:
        html = answer.read().decode()
    return json.loads(html.partition('type="application/json">')[2].partition("</script>")[0])


def test_it_starts_quietly_and_stops(workspace: Path) -> None:
    lab = start(workspace, "01 é/leçon #1.ipynb")
    try:
        config = page_config(lab)
        assert config["news"] == {"disabled": True}
        assert config["extensionManager"]["name"] == "read-only"  # type: ignore[index]
        assert "@jupyter/nbgrader" in str(config["disabledExtensions"])
        with urllib.request.urlopen(lab.address.replace("/lab/tree/", "/api/contents/")) as answer:
            assert json.load(answer)["name"] == "leçon #1.ipynb"
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(lab.address.partition("?")[0].replace("/lab/tree/", "/api/contents/"))
    finally:
        lab.stop()
    assert lab.process.returncode is not None
    assert sorted(path.name for path in workspace.iterdir()) == [".lux-ai", "01 é"]
    token = lab.address.partition("token=")[2]
    assert token not in (workspace / ".lux-ai/jupyter/jupyter.log").read_text(encoding="utf-8")


def test_what_the_learner_set_in_jupyterlab_stays(workspace: Path) -> None:
    mine = workspace / ".lux-ai/jupyter/lab/user-settings/@jupyterlab/extensionmanager-extension"
    mine.mkdir(parents=True)
    (mine / "plugin.jupyterlab-settings").write_text('{"enabled": true}')
    start(workspace, "01 é/leçon #1.ipynb").stop()
    assert (mine / "plugin.jupyterlab-settings").read_text() == '{"enabled": true}'


def test_a_port_that_is_taken(workspace: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(LearnerError, match="Port .* cannot be used"):
            start(workspace, port=other.getsockname()[1])
    with pytest.raises(LearnerError, match="Port 99999 cannot be used"):
        start(workspace, port=99999)


def test_two_that_start_at_once(workspace: Path) -> None:
    with ThreadPoolExecutor() as both:
        labs = list(both.map(lambda _: start(workspace, "01 é/leçon #1.ipynb"), range(2)))
    for lab in labs:
        assert urllib.request.urlopen(lab.address).status == 200
        lab.stop()
    assert labs[0].address.partition("/lab")[0] != labs[1].address.partition("/lab")[0]


def test_a_jupyterlab_that_cannot_start(workspace: Path) -> None:
    settings = workspace / ".lux-ai/jupyter"
    settings.mkdir(parents=True)
    (settings / "jupyter_server_config.json").write_text("{")
    with pytest.raises(LearnerError, match="did not start: .*jupyter.log"):
        start(workspace)


def test_a_settings_folder_that_is_a_file(workspace: Path) -> None:
    (workspace / ".lux-ai").write_text("")
    with pytest.raises(LearnerError, match="cannot be used"):
        start(workspace)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_it_politely(workspace: Path, name: str) -> None:
    need(os.name == "posix", f"{name} ends JupyterLab politely", "Windows cannot send it to one program")
    number = getattr(signal, name)
    learner = subprocess.Popen(
        [sys.executable, "-m", "lux_ai_edu.cli", "learn", "--no-browser", "--workspace", workspace],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "LUX_AI_LANG": "en", "PYTHONIOENCODING": "utf-8"},
    )
    assert learner.stdout
    address = next(line.split()[-1] for line in learner.stdout if "http://" in line)
    assert address.startswith("http://127.0.0.1:")
    if name == "SIGINT":
        os.killpg(learner.pid, number)  # a terminal sends Ctrl-C to JupyterLab too
    else:
        os.kill(learner.pid, number)
    output, errors = learner.communicate(timeout=60)
    assert (learner.returncode, errors) == (0 if name == "SIGINT" else 128 + number, "")
    assert output.splitlines()[-1] == f"JupyterLab has stopped. Your work is in {workspace}."
    with pytest.raises(OSError):
        urllib.request.urlopen(address)


def test_a_signal_while_it_starts_leaves_nothing_behind(workspace: Path) -> None:
    need(os.name == "posix", "a signal while JupyterLab starts", "Windows cannot send it to one program")
    program = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom lux_ai_edu import lab\n"
        "lab.end_when_told()\n"
        "def wait(running, log):\n"
        "    print(running.process.pid, flush=True)\n    os.kill(os.getpid(), signal.SIGTERM)\n"
        "lab._wait = wait\nlab.start(Path(sys.argv[1]))"
    )
    done = subprocess.run([sys.executable, "-c", program, workspace], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (128 + signal.SIGTERM, "")
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)


def test_it_opens_the_browser_of_the_learner(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need(
        os.name == "posix",
        "JupyterLab opens the learner's browser",
        "needs a stand-in browser as a shell script",
    )
    browser, opened = workspace.parent / "browser", workspace.parent / "opened"
    browser.write_text(f'#!/bin/sh\ncat "${{1#file://}}" > {opened}\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    lab = start(workspace, "01 é/leçon #1.ipynb", browser=True)
    try:
        end = time.monotonic() + 30
        while not (opened.exists() and opened.read_text()) and time.monotonic() < end:
            time.sleep(0.05)
        assert lab.address in opened.read_text()
    finally:
        lab.stop()


@pytest.mark.parametrize("where", [{"SSH_CONNECTION": "1"}, {"container": "podman"}, {}])
def test_no_browser_where_nobody_would_see_it(where: dict[str, str]) -> None:
    need(where or sys.platform == "linux", "no browser without a display", "only Linux has no display")
    assert not can_open_browser(where)


def test_what_leaves_this_machine() -> None:
    assert not any(map(is_outside, ["http://127.0.0.1:8888/lab", "ws://127.0.0.1:1/x", "data:,x", "blob:x"]))
    assert all(map(is_outside, ["https://example.org", "http://127.0.0.1.example.org/", "ws://example.org"]))


@pytest.mark.browser
def test_the_first_page_of_a_learner(lab: Lab, page: "Page") -> None:
    open_notebook(page, "START.ipynb")
    run_all(page)
    screenshot(page, "start")
    assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.get_by_text("news").count() == 0 and page.get_by_role("dialog").count() == 0
    assert page.get_by_role("menuitem", name="Nbgrader").count() == 0
