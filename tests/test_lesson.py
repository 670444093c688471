"""Lesson 01 in a real JupyterLab and a real browser: the button, a wrong answer and a right one."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from lab import open_notebook, run_all, screenshot, wait_idle
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SECONDS = 30_000
OURS = [".lux-board", ".lux-quiz", ".lux-watch"]  # what we draw; the rest of the page is JupyterLab's


def rewrite(page: Page, code: str, text: str) -> None:
    """Put a new text into the cell that holds `code`, as a person types it, and run it."""
    editor = page.locator(".jp-CodeCell").filter(has_text=code).first.locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("Shift+Enter")
    wait_idle(page)


def run(page: Page, code: str) -> str:
    """Run the cell that holds `code`, and give what it says."""
    cell = page.locator(".jp-CodeCell").filter(has_text=code).first
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    wait_idle(page)
    return cell.locator(".jp-OutputArea").inner_text()


@pytest.fixture(scope="module")
def lesson(chromium, lab):  # type: ignore[no-untyped-def]
    """The lesson, opened and run once for all tests of this file."""
    context = chromium.new_context(
        base_url=lab.address.partition("/lab/")[0], viewport={"width": 1280, "height": 1000}
    )
    context.request.get(lab.address)
    page = context.new_page()
    open_notebook(page, "01-patterns/lesson.ipynb")
    run_all(page)
    yield page
    context.close()


def test_button_a_reaches_python_and_the_heart_becomes_a_smile(lesson: Page) -> None:
    board = lesson.locator(".lux-board").first
    board.scroll_into_view_if_needed()
    picture = board.locator("svg")
    expect(picture).to_have_attribute("aria-label", "The lamps show a heart.")
    screenshot(lesson, "lesson-01")
    board.get_by_role("button", name="Button A", exact=True).click()
    expect(picture).to_have_attribute("aria-label", "The lamps show a smiling face.", timeout=SECONDS)
    screenshot(lesson, "lesson-01-pressed")


def test_a_wrong_answer_is_met_and_a_right_one_is_right(lesson: Page) -> None:
    assert "Three more corners are waiting" in run(lesson, "tasks.corners.check(corners)")
    lines = "corners = Board()\nfor x in (0, 4):\n    corners.on(x, 0)\n    corners.on(x, 3)\ncorners"
    rewrite(lesson, "corners = Board()", lines)
    answer = run(lesson, "tasks.corners.check(corners)")
    assert "Not yet" in answer and "Traceback" not in answer and len(answer.splitlines()) <= 2
    screenshot(lesson, "lesson-01-not-yet")
    rewrite(lesson, "corners = Board()", lines.replace("x, 3", "x, 4"))
    assert "✓ Right. All four corners shine." in run(lesson, "tasks.corners.check(corners)")
    screenshot(lesson, "lesson-01-right")


def test_the_slider_shows_each_step_of_a_program(lesson: Page) -> None:
    steps = lesson.locator(".lux-watch").first
    steps.scroll_into_view_if_needed()
    before = steps.inner_text()
    steps.get_by_role("slider").focus()
    for _ in range(4):
        lesson.keyboard.press("ArrowRight")
    expect(steps).not_to_have_text(before)
    screenshot(lesson, "lesson-01-steps")


def test_a_quiz_says_why_by_keyboard(lesson: Page) -> None:
    quiz = lesson.locator(".lux-quiz").first
    quiz.scroll_into_view_if_needed()
    choice = quiz.get_by_role("radio", name="how bright the lamp is")
    choice.focus()
    lesson.keyboard.press("Space")
    quiz.get_by_role("button").focus()
    lesson.keyboard.press("Enter")
    expect(quiz.get_by_role("status")).to_contain_text("All lamps are equally bright", timeout=SECONDS)
    screenshot(lesson, "lesson-01-quiz")


def test_axe_finds_no_serious_fault_in_what_we_draw(lesson: Page) -> None:
    for ours in OURS:
        assert lesson.locator(ours).count(), ours
    results = Axe().run(lesson, context={"include": [[ours] for ours in OURS]})
    serious = [
        fault for fault in results.response["violations"] if fault["impact"] in ("serious", "critical")
    ]
    assert serious == [], results.generate_report()


def test_run_all_goes_on_after_a_check_that_is_not_passed_yet(page: Page) -> None:
    open_notebook(page, "01-patterns/exercise.ipynb")
    run_all(page)
    prompts = page.locator(".jp-CodeCell .jp-InputArea-prompt").all_inner_texts()
    assert [text for text in prompts if text.strip() in ("[ ]:", "[*]:")] == []
    assert "Traceback" not in page.locator(".jp-Notebook").inner_text()
