"""The board as seen: its picture, its widget in a real Chromium, and a press that reaches Python."""

import base64
import contextlib
import functools
import http.server
import importlib.util
import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import need
from lab import SCREENSHOTS, is_outside

from lux_ai_edu.board import Board, model
from lux_ai_edu.board.frame import Frame
from lux_ai_edu.board.picture import colour_light, draw
from lux_ai_edu.board.scene import scene, still
from lux_ai_edu.errors import LearnerError

SVG = "{http://www.w3.org/2000/svg}"
WIDGET_KIND = "application/vnd.jupyter.widget-view+json"

# A page with the widget and a stand-in for anywidget's model: it keeps what is sent; a test may set values.
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<link rel="icon" href="data:,"><title>Board</title><meta name="viewport" content="width=device-width"></head>
<body><main><h1>Board</h1><div id="board"></div></main>
<script type="module">
import widget from "./board.js";
const values = VALUES, listeners = {};
window.sent = [];
window.set = (name, value) => {
  values[name] = value;
  (listeners["change:" + name] ?? []).forEach(react => react());
};
widget.render({ el: document.getElementById("board"), model: {
  get: name => values[name], send: message => sent.push(message), off: () => {},
  on: (event, react) => (listeners[event] ??= []).push(react),
}});
</script></body></html>"""


# ---- the picture


def lit(svg: str) -> list[int]:
    lamps = [group for group in ElementTree.fromstring(svg).iter(f"{SVG}g") if "data-lamp" in group.attrib]
    assert [int(lamp.attrib["data-lamp"]) for lamp in lamps] == list(range(25))
    return [int(lamp.attrib["data-lamp"]) for lamp in lamps if float(lamp.attrib["opacity"]) > 0]


def test_the_picture_is_svg_with_words_and_shows_the_lamps_that_are_lit():
    board = Board()
    board.icon("B" + "0" * 24 + "1")
    board.on(0, 0)
    svg = draw(board.frame(), "Anna & <Ben>")
    root = ElementTree.fromstring(svg)
    assert lit(svg) == [0, 24]
    words = "Lit lamps: row y = 0: x = 0; row y = 4: x = 4."
    assert root.attrib["role"] == "img" and root.attrib["aria-label"] == words
    assert root.findtext(f"{SVG}desc") == words and root.findtext(f"{SVG}title")
    assert "Anna & <Ben>" in [text.text for text in root.iter(f"{SVG}text")]
    assert "id=" not in svg and "http" not in svg.replace(SVG[1:-1], "")


def test_brightness_shows_and_a_weak_colour_is_faint_not_black():
    fill, light = colour_light(Frame(0, rgb=(0, 0, 34), rgb_brightness=100))
    assert fill == "#0000ff" and 0.3 < light < 0.7
    assert colour_light(Frame(0)) == ("#000000", 0)
    assert colour_light(Frame(0, rgb=(255, 0, 0)))[1] == 1


def test_a_text_about_to_run_has_a_picture_that_is_not_dark():
    board = Board()
    board.write("Moien")
    assert lit(draw(board.frame())) == []
    assert len(lit(draw(still(board)))) > 8
    assert board.picture().count("#") == 0


def test_without_a_notebook_the_board_is_picture_and_words():
    board = Board()
    board.icon("heart")
    bundle = board._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "image/svg+xml"}
    assert "The lamps show a heart." in str(bundle["text/plain"])


def test_importing_and_drawing_needs_the_standard_library_only():
    code = "import sys; sys.path.insert(0, sys.argv[1]); from lux_ai_edu.board import Board; b = Board(); "
    code += "b.write('Moien'); b.sleep(9); b._repr_mimebundle_(); b.show(); print(sorted(sys.modules))"
    root = str(Path(model.__file__).parents[2])
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code, root], capture_output=True, text=True)
    assert done.returncode == 0 and done.stderr == ""
    for heavy in ("IPython", "ipywidgets", "anywidget", "numpy", "socket"):
        assert f"'{heavy}'" not in done.stdout


# ---- the widget in a browser


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder served on this machine, with board.js in it."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "board.js").write_bytes((Path(model.__file__).parent / "board.js").read_bytes())

    class Quiet(http.server.SimpleHTTPRequestHandler):
        extensions_map = {".js": "text/javascript", ".html": "text/html"}

        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def opened(chromium: Any, site: tuple[Path, str]) -> Iterator[Callable[..., Any]]:
    """Open a page with the widget of a board; time in it stands still until `page.clock.run_for`."""
    from lux_ai_edu.board.widget import _labels

    with contextlib.ExitStack() as stack:

        def open_board(board: Board, **how: Any) -> Any:
            folder, address = site
            values = {"picture": draw(board.frame(), how.pop("name", "")), "labels": _labels(board)}
            values |= {"scene": scene(board), "printed": "", "error": ""}
            (folder / "index.html").write_text(PAGE.replace("VALUES", json.dumps(values)), "utf-8")
            context = chromium.new_context(**{"viewport": {"width": 480, "height": 460}} | how)
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(5_000)
            problems: list[str] = []
            page.on("console", lambda message: problems.append(message.text))
            page.on("pageerror", lambda error: problems.append(str(error)))
            page.on(
                "request", lambda request: problems.append(request.url) if is_outside(request.url) else None
            )
            page.clock.install(time=0)
            page.clock.pause_at(1000)
            page.goto(address + "/index.html")
            page.wait_for_selector(".lux-stage svg")
            stack.callback(lambda: pytest.fail(str(problems)) if problems else None)
            return page

        yield open_board


def shown(page: Any) -> list[int]:
    """Which lamps the page shows as lit."""
    return page.evaluate(
        "[...document.querySelectorAll('[data-lamp]')]"
        ".filter(lamp => lamp.getAttribute('opacity') > 0).map(lamp => Number(lamp.dataset.lamp))"
    )


def snapshot(page: Any, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def two_dots() -> Board:
    """Half a second of the first lamp, half a second of the last, then both."""
    board = Board("Anna")
    board.on(0, 0)
    board.sleep(0.5)
    board.off(0, 0)
    board.on(4, 4)
    board.sleep(0.5)
    board.on(0, 0)
    return board


@pytest.mark.browser
def test_the_film_plays_in_real_time_and_again(opened):
    page = opened(two_dots(), name="Anna")
    assert shown(page) == [0]
    page.clock.run_for(490)
    assert shown(page) == [0]
    page.clock.run_for(20)
    assert shown(page) == [24]
    page.clock.run_for(500)
    assert shown(page) == [0, 24]
    page.get_by_role("button", name="Play again").click()
    assert shown(page) == [0]
    page.get_by_role("button", name="Stop").click()
    page.clock.run_for(5000)
    assert shown(page) == [0]


@pytest.mark.browser
def test_what_the_board_does_for_ever_goes_on(opened):
    board = Board()
    board.icon("heart")
    board.blink = 2
    page = opened(board)
    seen = []
    for _ in range(12):
        seen.append(bool(shown(page)))
        page.clock.run_for(250)
    assert seen == [True, False] * 6


@pytest.mark.browser
@pytest.mark.parametrize(("keys", "button"), [("a", "A"), ("b", "B"), ("Enter", "A"), (" ", "A")])
def test_keys_press_and_release_once_however_long_they_are_held(opened, keys, button):
    page = opened(two_dots())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Button A"
    page.clock.run_for(3000)  # two seconds after the end of the program
    for _ in range(3):  # a key that is held repeats
        page.keyboard.down(keys)
    assert page.locator("[data-cap].pressed").count() == 1
    page.clock.run_for(400)
    page.keyboard.up(keys)
    assert page.locator("[data-cap].pressed").count() == 0
    sent = page.evaluate("sent")
    assert [(message["type"], message["button"]) for message in sent] == [
        ("press", button),
        ("release", button),
    ]
    assert abs(sent[0]["passed"] - 2000) <= 50 and abs(sent[1]["passed"] - 400) <= 20


@pytest.mark.browser
def test_fingers_and_screen_readers_click_once(opened):
    page = opened(two_dots(), has_touch=True)
    page.get_by_role("button", name="Button B").click()
    page.get_by_role("button", name="Button A").tap()
    page.evaluate("document.querySelector('[data-button=A]').click()")  # as a screen reader does
    buttons = [(message["type"], message["button"]) for message in page.evaluate("sent")]
    assert buttons == [(kind, name) for name in "BA" for kind in ("press", "release")] or len(buttons) == 6
    assert all(message["passed"] == 0 for message in page.evaluate("sent"))  # the film was still playing


@pytest.mark.browser
def test_words_are_read_when_the_lamps_settle_not_twenty_times_a_second(opened):
    board = Board()
    for turn in range(20):
        board.icon("heart" if turn % 2 else "ring")
        board.sleep(0.1)
    board.icon("smile")
    page = opened(board)
    page.evaluate(
        "window.read = []; const aloud = document.querySelector('[aria-live]');"
        "new MutationObserver(() => read.push(aloud.textContent)).observe(aloud, { childList: true })"
    )
    page.clock.run_for(4000)
    assert page.evaluate("read") == ["The lamps show a smiling face."]
    assert page.get_by_role("img", name="The lamps show a smiling face.").count() == 1


@pytest.mark.browser
def test_who_wants_no_motion_gets_the_end_and_may_play(opened):
    page = opened(two_dots(), reduced_motion="reduce")
    assert shown(page) == [0, 24]
    page.clock.run_for(3000)
    assert shown(page) == [0, 24]
    page.get_by_role("button", name="Play").click()
    assert shown(page) == [0]


@pytest.mark.browser
def test_what_python_says_appears(opened):
    page = opened(two_dots())
    page.evaluate(
        "set('printed', 'Moien!\\n'); set('error', 'Line 2, board.on(7, 2): There is no lamp at x = 7.')"
    )
    assert page.get_by_role("alert").inner_text().startswith("Line 2")
    assert page.locator(".lux-printed").inner_text().strip() == "Moien!"
    board = Board()
    board.icon("check")
    page.evaluate("next => set('scene', next)", scene(board))
    assert shown(page) == [9, 11, 13, 17]


@pytest.mark.browser
@pytest.mark.parametrize("look", ["light", "dark"])
def test_it_is_accessible_and_big_enough_for_a_finger(opened, look):
    from axe_playwright_python.sync_playwright import Axe

    board = two_dots()
    board.icon("heart")
    board.colour("orange")
    board.pin("D6").effect("on")
    board.advance(1)
    page = opened(board, name="Anna", color_scheme=look, viewport={"width": 300, "height": 420})
    page.add_style_tag(
        content=":root { color-scheme: light dark; } body { background: Canvas; color: CanvasText; }"
    )
    page.evaluate("set('printed', 'Moien!'); set('error', 'Line 1, x: There is no lamp at x = 7.')")
    page.clock.run_for(3000)
    page.clock.resume()  # axe waits too
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["impact"], rule["nodes"][0]["html"]) for rule in found] == []
    for button in page.get_by_role("button").all():
        box = button.bounding_box()
        assert box["width"] >= 44 and box["height"] >= 44
        # Without this, JupyterLab would add and cut cells at the keys a, b and x.
        assert button.get_attribute("data-lm-suppress-shortcuts") == "true"
    page.keyboard.press("Tab")
    snapshot(page, f"board-{look}-narrow")


# ---- through a kernel


@pytest.fixture(scope="module")
def kernel() -> Iterator[Any]:
    need(importlib.util.find_spec("anywidget"), "a press that reaches Python", "anywidget is not installed")
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(kernel_name="python3")
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def until_idle(client: Any, request: str) -> list[dict[str, Any]]:
    """All that the kernel published because of this request."""
    messages = []
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") != request:
            continue
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return messages
        messages.append(message)


def finger(client: Any, comm: str, **content: Any) -> list[dict[str, Any]]:
    data = {"method": "custom", "content": content}
    message = client.session.msg("comm_msg", {"comm_id": comm, "data": data})
    client.shell_channel.send(message)
    return until_idle(client, message["header"]["msg_id"])


def states(messages: list[dict[str, Any]], comm: str = "") -> dict[str, Any]:
    """The values that changed, of one widget or of any."""
    changed: dict[str, Any] = {}
    for message in messages:
        content = message["content"]
        update = message["msg_type"] == "comm_msg" and content["data"].get("method") == "update"
        if update and comm in ("", content["comm_id"]):
            changed |= content["data"]["state"]
    return changed


def test_a_press_in_the_page_runs_python_and_the_film_goes_on(kernel):
    cell = """
from lux_ai_edu.board import Board
board, other = Board(), Board()
other.subscribe("hello")
other.on_message(lambda topic, message: other.icon("smile"))
def pressed():
    print("Moien!")
    board.icon("heart")
    board.sleep(1)
    board.clear()
    board.publish("hello", 1)
def wrong():
    board.on(7, 2)
board.on_click("A", pressed)
board.on_click("B", wrong)
board.icon("ring")
board.sleep(2)
other.show()
board
"""
    ran = until_idle(kernel, kernel.execute(cell))
    assert [message["content"] for message in ran if message["msg_type"] in ("stream", "error")] == []
    bundle = next(m["content"]["data"] for m in ran if m["msg_type"] == "execute_result")
    assert set(bundle) == {"text/plain", "image/svg+xml", WIDGET_KIND}
    assert "The lamps show a ring." in bundle["text/plain"] and "<svg" in bundle["image/svg+xml"]
    comm = bundle[WIDGET_KIND]["model_id"]
    opened = {
        m["content"]["comm_id"]: m["content"]["data"]["state"] for m in ran if m["msg_type"] == "comm_open"
    }
    assert opened[comm]["scene"]["program"] == 40

    assert "scene" not in states(finger(kernel, comm, type="press", button="A", passed=5000))
    messages = finger(kernel, comm, type="release", button="A", passed=200)
    by_widget: dict[str, Any] = {}
    for message in messages:
        if message["msg_type"] == "comm_msg" and message["content"]["data"].get("method") == "update":
            by_widget.setdefault(message["content"]["comm_id"], {}).update(
                message["content"]["data"]["state"]
            )
    assert by_widget[comm]["printed"] == "Moien!\n"
    assert by_widget[comm]["scene"]["program"] == 20
    assert by_widget[comm]["scene"]["words"] == ["The lamps show a heart.", "All lamps are dark."]
    told = [state for name, state in by_widget.items() if name != comm]
    assert [state["scene"]["words"] for state in told] == [["The lamps show a smiling face."]]
    assert [m for m in messages if m["msg_type"] in ("stream", "error")] == []

    ran = until_idle(kernel, kernel.execute("print(board.seconds)"))
    assert [m["content"]["text"] for m in ran if m["msg_type"] == "stream"] == ["8.2\n"]  # 2 + 5 + 0.2 + 1


def shown_scene(kernel: Any, code: str) -> dict[str, Any]:
    """The scene of the board that is shown at the end of a cell."""
    ran = until_idle(kernel, kernel.execute(code))
    bundle = next(m["content"]["data"] for m in ran if m["msg_type"] == "execute_result")
    opened = {
        m["content"]["comm_id"]: m["content"]["data"]["state"] for m in ran if m["msg_type"] == "comm_open"
    }
    comm = bundle[WIDGET_KIND]["model_id"]
    return opened[comm]["scene"] | {"comm": comm}


def test_showing_again_plays_the_film_again(kernel):
    two_pictures = "from lux_ai_edu.board import Board\nmine = Board()\nmine.icon('ring')\nmine.sleep(1)\n"
    first = shown_scene(kernel, two_pictures + "mine.icon('plus')\nmine.sleep(2)\nmine")
    assert first["program"] == 60 and len(first["rows"]) == 3
    again = shown_scene(kernel, "mine")
    assert again["rows"] == first["rows"] and again["program"] == 60
    # A click for which nobody waits is no program, and sends nothing.
    finger(kernel, again["comm"], type="press", button="A", passed=3000)
    comm = again["comm"]
    assert "scene" not in states(finger(kernel, comm, type="release", button="A", passed=100), comm)
    assert shown_scene(kernel, "mine")["rows"] == first["rows"]
    # What comes after the showing is the next film; what is changed in no time is a film of one picture.
    until_idle(kernel, kernel.execute("mine.icon('cross')\nmine.sleep(0.5)"))
    later = shown_scene(kernel, "mine")
    assert later["program"] == 10 and later["words"] == ["The lamps show a cross."]
    last = shown_scene(kernel, "mine.icon('heart')\nmine")
    assert last["program"] == 0 and last["words"] == ["The lamps show a heart."]
    assert shown_scene(kernel, "mine")["words"] == ["The lamps show a heart."]


def test_each_click_plays_although_it_does_the_same(kernel):
    code = "from lux_ai_edu.board import Board\nmine = Board()\n"
    code += "def pressed():\n    mine.icon('plus')\n    mine.sleep(1)\n    mine.clear()\n"
    comm = shown_scene(kernel, code + "mine.on_click('A', pressed)\nmine")["comm"]
    for _ in range(3):
        finger(kernel, comm, type="press", button="A", passed=100)
        scene = states(finger(kernel, comm, type="release", button="A", passed=100), comm)["scene"]
        assert scene["program"] == 20 and len(scene["rows"]) == 2


def test_a_film_of_an_endless_program_is_kept():
    board = Board()
    with pytest.raises(LearnerError):
        while True:
            board.icon("ring")
            board.sleep(30)
            board.icon("plus")
            board.sleep(30)
    assert scene(board)["program"] == 10 * 60 * 20
    board.sleep(1)
    assert scene(board)["program"] == 20


def test_a_slip_in_the_function_becomes_a_sentence_in_the_widget(kernel):
    ran = until_idle(kernel, kernel.execute("board"))
    comm = next(m for m in ran if m["msg_type"] == "execute_result")["content"]["data"][WIDGET_KIND][
        "model_id"
    ]
    finger(kernel, comm, type="press", button="B", passed=0)
    messages = finger(kernel, comm, type="release", button="B", passed=0)
    error = states(messages)["error"]
    assert error.startswith("Line 12, board.on(7, 2): There is no lamp at x = 7.")
    assert [m for m in messages if m["msg_type"] in ("stream", "error")] == []
    until_idle(kernel, kernel.execute("board.on_click('B', lambda: 1 / 0)"))
    finger(kernel, comm, type="press", button="B", passed=0)
    assert "divides by zero" in states(finger(kernel, comm, type="release", button="B", passed=0))["error"]


def test_a_printed_page_shows_the_picture_not_a_dead_widget(kernel):
    """GitHub, nbconvert and nbgrader's feedback have no kernel."""
    import nbformat
    from nbconvert import HTMLExporter

    ran = until_idle(kernel, kernel.execute("other"))
    data = next(m for m in ran if m["msg_type"] == "execute_result")["content"]["data"]
    output = nbformat.v4.new_output("execute_result", data=data, execution_count=1)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("other", outputs=[output])])
    html, _ = HTMLExporter().from_notebook_node(notebook)
    [svg] = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    assert 'aria-label="The lamps show a smiling face."' in base64.b64decode(svg).decode()
    assert "vnd.jupyter.widget-view" not in html.partition("<main>")[2]
