"""Start JupyterLab on a workspace: on this machine only, quiet, and with nothing fetched from outside.

Its settings live in `<workspace>/.lux-ai/jupyter`, so that it and a Jupyter the learner has already do not
disturb each other. The options are those of jupyterlab 4 and jupyter_server 2.
"""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
import webbrowser
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import current, say
from lux_ai_edu.workspace import state, write

PORT = 8888  # Jupyter's own
SECONDS_TO_START = 120  # an old school laptop with a virus scanner needs most of them
_SETTINGS: dict[str, object] = {
    # No "would you like to get news?", no look for updates, no list of extensions from PyPI.
    "lab/user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "lab/user-settings/@jupyterlab/extensionmanager-extension/plugin.jupyterlab-settings": {"enabled": False},
    # Where nbgrader is installed too, a learner does not meet the instructor's menus.
    "labconfig/page_config.json": {"disabledExtensions": {"@jupyter/nbgrader": True}},
    "jupyter_server_config.json": {
        "ServerApp": {
            "jpserver_extensions": {
                f"nbgrader.server_extensions.{name}": False
                for name in ("assignment_list", "course_list", "formgrader", "validate_assignment")
            }
        }
    },
}


@dataclass
class Lab:
    """A JupyterLab that runs on a workspace; `address` opens it, and holds its secret token."""

    workspace: Path
    process: subprocess.Popen[bytes]
    address: str

    def stop(self) -> None:
        """Stop the server and its kernels; wait until they are gone."""
        self.process.terminate()
        try:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(15)
        finally:  # too slow, or the learner has no patience and presses Ctrl-C again
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()


def start(
    workspace: Path, notebook: str = "START.ipynb", port: int | None = None, browser: bool = False
) -> Lab:
    """Start JupyterLab and come back when it answers.

    Args:
        workspace: the folder that JupyterLab shows.
        notebook: what it opens, from the workspace on.
        port: where it listens; by default the first free port from 8888 on.
        browser: let JupyterLab open the learner's browser.

    Raises:
        LearnerError: the port is taken, or JupyterLab does not start.
    """
    settings = workspace / ".lux-ai" / "jupyter"
    log = settings / "jupyter.log"
    try:
        for name, value in _SETTINGS.items():
            if not (settings / name).exists():  # what a learner set there stays
                write(settings / name, json.dumps(value, indent=1).encode())
        stream = log.open("wb")
    except OSError as error:
        raise LearnerError(
            say("{folder} cannot be used ({reason}).", folder=settings, reason=error.strerror)
        ) from None
    with stream:
        for attempts_left, candidate in zip((2, 1, 0), _free_ports(port), strict=False):
            lab = _launch(workspace, notebook, candidate, browser, settings, stream)
            try:
                _wait(lab, log)
                return lab
            except LearnerError:
                # Another program may take the port while JupyterLab starts: try the next one.
                if port or not attempts_left:
                    raise
            except BaseException:  # Ctrl-C, or told to end
                lab.stop()
                raise
    if port:
        raise LearnerError(say("Port {port} cannot be used. Leave out --port, or choose another.", port=port))
    raise LearnerError(say("There is no free port from {first} on. Choose one with --port.", first=PORT))


def command(workspace: Path, notebook: str, port: int, browser: bool) -> list[str]:
    """Return the command line that starts JupyterLab.

    >>> command(Path("lux-ai"), "START.ipynb", 8888, browser=True)[1:3]
    ['-m', 'jupyterlab']
    """
    options = [
        f"--ServerApp.root_dir={workspace}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.answer_yes=True",  # one Ctrl-C is enough
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]
    if not browser:
        options.append("--no-browser")
    if _is_root():
        options.append("--allow-root")
    return [sys.executable, "-m", "jupyterlab", str(workspace / notebook), *options]


def can_open_browser(environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a browser can open before the learner: not over ssh, in a container or for root."""
    if _is_root() or "SSH_CONNECTION" in environment or "container" in environment:
        return False
    if any(Path(file).exists() for file in ("/.dockerenv", "/run/.containerenv")):
        return False
    if sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(environment):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def end_when_told() -> None:
    """Let this process end in order when it is told to (SIGTERM) or its window closes (SIGHUP).

    By default such a signal ends Python at once, and JupyterLab would go on without it.
    """
    for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) == signal.SIG_DFL:  # `nohup lux-ai learn` goes on
            signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)  # as a shell counts it


def stay(lab: Lab) -> None:
    """Say where JupyterLab is, and keep it until Ctrl-C or, after `end_when_told`, a signal."""
    try:
        print(say("JupyterLab is at {address}", address=lab.address), flush=True)
        print(say("Leave this window open while you work. To stop, press Ctrl-C here."), flush=True)
        lab.process.wait()
    except KeyboardInterrupt:
        # The terminal sent Ctrl-C to JupyterLab too: give it the time to save and to stop its kernels.
        with suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
            lab.process.wait(10)
    finally:
        lab.stop()
        with suppress(OSError):  # the window may be closed
            print(say("JupyterLab has stopped. Your work is in {folder}.", folder=lab.workspace), flush=True)


def _launch(workspace: Path, notebook: str, port: int, browser: bool, settings: Path, log: BinaryIO) -> Lab:
    token = secrets.token_hex(16)
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(settings),  # what JupyterLab writes
        "JUPYTER_CONFIG_PATH": str(settings),  # what wins over the settings of the Python environment
        "JUPYTER_TOKEN": token,  # not on the command line, where everybody on this machine can read it
        "LUX_AI_LANG": str(state(workspace).get("language") or current()),
    }
    process = subprocess.Popen(
        command(workspace, notebook, port, browser),
        cwd=workspace,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
    )
    path = urllib.parse.quote(notebook)
    return Lab(workspace, process, f"http://127.0.0.1:{port}/lab/tree/{path}?token={token}")


def _free_ports(port: int | None) -> Iterator[int]:
    return filter(_is_free, [port] if port else range(PORT, PORT + 100))


def _is_free(port: int) -> bool:
    with socket.socket() as attempt:
        if os.name == "posix":  # a port that was in use a minute ago is free; on Windows this would share it
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def _wait(lab: Lab, log: Path) -> None:
    # Without a proxy: a school's proxy cannot reach this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    server, _, rest = lab.address.partition("/lab/tree/")
    status = f"{server}/api/status?{rest.partition('?')[2]}"
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and lab.process.poll() is None:
        with suppress(OSError):
            opener.open(status, timeout=5).close()
            return
        time.sleep(0.1)
    lab.stop()
    lines = log.read_text(encoding="utf-8", errors="replace").strip().split("\n")
    raise LearnerError(say("JupyterLab did not start: {reason} (more in {log}).", reason=lines[-1], log=log))


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
