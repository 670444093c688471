"""Lesson 01 in a real JupyterLab and a real browser: the button, a wrong answer and a right one."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from lab import open_notebook, run_all, screenshot
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

SECONDS = 30_000
OURS = [".lux-board", ".lux-quiz", ".lux-watch"]  # what we draw; the rest of the page is JupyterLab's


def run(page: Page, code: str, instead: str = "") -> Locator:
    """Run the cell that holds `code`, or put another text into it first, and give its output when done."""
    cell = page.locator(".jp-CodeCell").filter(has_text=code).first.element_handle()
    number = "cell => cell.querySelector('.jp-InputArea-prompt').textContent"
    before = page.evaluate(number, cell)
    cell.query_selector(".cm-content").click()
    if instead:
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(instead)
    page.keyboard.press("Shift+Enter")
    # The status bar still says "Idle" for a moment, so the number of the cell is what tells that it has run.
    changed = f"([cell, before]) => (now => now !== before && /\\d/.test(now))(({number})(cell))"
    page.wait_for_function(changed, arg=[cell, before], timeout=SECONDS)
    return page.locator(".jp-CodeCell").filter(has_text=code).first.locator(".jp-OutputArea")


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
    check = "tasks.corners.check(corners)"
    expect(run(lesson, check)).to_contain_text("Three more corners are waiting", timeout=SECONDS)
    lines = "corners = Board()\nfor x in (0, 4):\n    corners.on(x, 0)\n    corners.on(x, 3)\ncorners"
    run(lesson, "corners = Board()", instead=lines)
    answer = run(lesson, check)
    expect(answer).to_contain_text("✗ Not yet: Row 3, 4 of the board is not right yet.", timeout=SECONDS)
    assert "Traceback" not in answer.inner_text() and len(answer.inner_text().splitlines()) <= 2
    screenshot(lesson, "lesson-01-not-yet")
    run(lesson, "corners = Board()", instead=lines.replace("x, 3", "x, 4"))
    expect(run(lesson, check)).to_contain_text("✓ Right. All four corners shine.", timeout=SECONDS)
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
