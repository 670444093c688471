"""Drive JupyterLab in a real browser: open a notebook, run it, look. The fixtures are in conftest.py."""

import re
import shutil
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).parents[1] / "build" / "screenshots"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS = 90_000  # milliseconds, for a machine that is busy with other tests
_PROMPTS = (
    "[...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')].map(prompt => prompt.textContent)"
)

# Every cell has its number; or nothing has changed for three seconds, because one has failed. Between two
# cells no prompt shows a star, so "no star" alone would be too early.
_AT_REST = f"""() => {{
    const now = {_PROMPTS}.map(text => text.trim());
    const text = now.join();
    if (window.lastPrompts !== text) [window.lastPrompts, window.since] = [text, Date.now()];
    const done = now.every(prompt => /\\d/.test(prompt));
    const failed = !text.includes("*") && /\\d/.test(text) && Date.now() - window.since > 3000;
    return done || failed;
}}"""


def open_notebook(page: Page, path: str) -> None:
    """Open a notebook of the workspace, alone on the screen, and wait until its kernel can run cells."""
    for session in page.request.get("/api/sessions").json():  # the kernels of earlier tests
        page.request.delete(f"/api/sessions/{session['id']}", headers=_xsrf(page))
    page.goto(f"/lab/tree/{quote(path)}?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=SECONDS)
    wait_idle(page)


def wait_idle(page: Page) -> None:
    """Wait until the kernel has nothing to do. Before the first time, running a cell asks for a kernel."""
    page.wait_for_selector("#jp-main-statusbar >> text=/\\| Idle/", timeout=SECONDS)


def run_all(page: Page) -> None:
    """Run all cells, and wait until each has run or one has failed."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(_AT_REST, timeout=SECONDS)
    wait_idle(page)


def screenshot(page: Page, name: str) -> Path:
    """Keep a picture of the page as `build/screenshots/<name>.png`, for a person to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
    return SCREENSHOTS / f"{name}.png"


def is_outside(address: str) -> bool:
    """Tell whether a request leaves this machine."""
    return not re.match(r"(data|blob|about):|(https?|wss?)://127\.0\.0\.1[:/]", address)


def _xsrf(page: Page) -> dict[str, str]:
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    return {"X-XSRFToken": cookies["_xsrf"]} if "_xsrf" in cookies else {}
