"""What all tests share: settings, one JupyterLab, one browser, and a list of what was not proved."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from lux_ai_edu.lab import Lab

# The same examples on every run, however slow the machine: a red test is about the change, not about luck.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")

_NOT_PROVED = "not proved: "


def need(condition: object, proof: str, reason: str) -> None:
    """Leave out a test that cannot be had here, and say so at the end of the run; CI=true makes it fail."""
    if condition:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{_NOT_PROVED}{proof} ({reason})", pytrace=False)
    pytest.skip(f"{_NOT_PROVED}{proof} ({reason})")


def pytest_unconfigure(config: pytest.Config) -> None:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput"):
        return
    reasons = (str(report.longrepr[2]) for report in reporter.stats.get("skipped", []) if report.longrepr)
    for proof in sorted({reason.partition(_NOT_PROVED)[2] for reason in reasons if _NOT_PROVED in reason}):
        reporter.write_line(f"Not proved: {proof}", yellow=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker(
            "browser"
        ):  # all in one process of pytest-xdist: one JupyterLab, one Chromium
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin each test in English, whatever the machine speaks and whatever the test before chose."""
    monkeypatch.setattr("lux_ai_edu.language._chosen", None)
    for variable in ("LUX_AI_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 64 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = (
        sys.platform == "linux" and os.geteuid() == 0 and mount("-t", "tmpfs", "-o", "size=64k", "none", disk)
    )
    need(
        mounted,
        "a full and a read-only disk get one clear sentence",
        "mounting a small disk needs root on Linux",
    )
    yield disk
    subprocess.run(["umount", disk], check=True)


def mount(*arguments: str | Path) -> bool:
    return subprocess.run(["mount", *arguments], capture_output=True).returncode == 0


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Lab]":
    """A JupyterLab over a workspace in English, as a learner gets it; `lab.workspace` is its folder."""
    from lux_ai_edu.lab import start
    from lux_ai_edu.workspace import lay_out

    workspace = tmp_path_factory.mktemp("home") / "my course"
    lay_out(workspace, "en")
    running = start(workspace)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """One real browser for all: Playwright can be started once in a process."""
    from lab import ARGUMENTS, CHROMIUM
    from playwright.sync_api import sync_playwright

    need(CHROMIUM, "what a person sees in a browser", "Chromium is not here: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser(chromium: "Browser", lab: "Lab") -> "BrowserContext":
    """The browser, logged in to `lab`."""
    context = chromium.new_context(
        base_url=lab.address.partition("/lab/")[0], viewport={"width": 1280, "height": 1000}
    )
    context.request.get(lab.address)  # the token in it gives the cookie
    return context


@pytest.fixture
def page(browser: "BrowserContext") -> "Iterator[Page]":
    """A fresh page; the test fails if it asked anything of a machine that is not this one."""
    from lab import is_outside

    page, outside = browser.new_page(), []
    page.on("request", lambda request: outside.append(request.url) if is_outside(request.url) else None)
    page.on("websocket", lambda socket: outside.append(socket.url) if is_outside(socket.url) else None)
    yield page
    page.close()
    assert outside == []
