"""The board's model: what it draws, when, and what it says to wrong numbers.

Ticks and rows below are worked out by hand from the source of KniwwelinoLib 1.3.3, not from our code.
"""

import doctest
import importlib.util
import pkgutil
import re
import time
from pathlib import Path

import pytest
from conftest import need
from hypothesis import given
from hypothesis import strategies as st

import lux_ai_edu.board
from lux_ai_edu.board import Board, Broker, checks, colour, font, icons
from lux_ai_edu.board.buttons import Button
from lux_ai_edu.board.pins import Pin
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.verdict import NotTried, NotYet

ROOT = Path(__file__).parent.parent
DARK = "\n".join(["....."] * 5)
HUGE = 10**5000  # too long for Python to write down

# From KniwwelinoIcons.h, decoded by hand: bit 24 is the top left.
ICONS = {
    "heart": "01010 10101 10001 01010 00100",
    "smile": "00000 01010 00000 10001 01110",
    "sad": "00000 01010 00000 01110 10001",
    "arrow_up": "00100 01110 10101 00100 00100",
    "arrow_down": "00100 00100 10101 01110 00100",
    "arrow_left": "00100 01000 11111 01000 00100",
    "arrow_right": "00100 00010 11111 00010 00100",
    "plus": "00100 00100 11111 00100 00100",
    "cross": "10001 01010 00100 01010 10001",
    "ring": "01110 10001 10001 10001 01110",
    "check": "00000 00001 01010 00100 00000",
    "wifi": "01110 00001 11101 00101 10100",
}

# Every public function in Kniwwelino.h.
LIBRARY = """
begin setSilent getID getName getIP getMAC sleep loop isConnected bgI2CStop bgI2CStart setBGTask log logln
PINsetEffect PINclear PINenableButton PINbuttonClicked PINbuttonDown RGBsetColor RGBsetEffect
RGBsetColorEffect RGBclear RGBsetBrightness RGBgetColor RGBhex2int RGBhue2int RGBcolor2Hex RGBhue2Hex
RGB82Hex MATRIXwrite MATRIXwriteOnce MATRIXwriteAndWait MATRIXdrawIcon MATRIXsetPixel MATRIXgetPixel
MATRIXsetBrightness MATRIXsetBlinkRate MATRIXsetScrollSpeed MATRIXclear MATRIXshowID MATRIXtextDone
MATRIXsetPixels MATRIXsetStatus MATRIXsetRotation BUTTONAclicked BUTTONBclicked BUTTONABclicked BUTTONAdown
BUTTONBdown WIFIsetup MQTTUserSetup MQTTconnect MQTTSystemConnect MQTTUserConnect MQTTpublish MQTTsubscribe
MQTTunsubscribe MQTTsubscribepublic MQTTunsubscribepublic MQTTsetGroup MQTTonMessage MQTTconnectRGB
MQTTconnectMATRIX PLATFORMprintConf FILEread FILEwrite serialEvent playNote playTone toneOff getTime
"""

place = st.integers(0, 4)


@pytest.fixture
def board() -> Board:
    return Board()


def lit_ticks(board: Board, ticks: int, seen=lambda frame: any(frame.rgb)) -> list[int]:
    """On which of the next ticks is something to be seen? Tick 0 is now, before any time has passed."""
    found = [0] if seen(board.frame()) else []
    for tick in range(1, ticks + 1):
        board.advance(1)
        if seen(board.frame()):
            found.append(tick)
    return found


# ---- lamps and drawings


@given(st.lists(st.tuples(place, place, st.booleans())), st.integers(0, 3))
def test_lamps_keep_what_was_set_in_every_rotation(changes, rotation):
    board, expected = Board(), {}
    board.rotation = rotation
    for x, y, on in changes:
        (board.on if on else board.off)(x, y)
        expected[x, y] = on
    board.sleep(1)
    for x in range(5):
        for y in range(5):
            assert board.lamp(x, y) is expected.get((x, y), False)


@pytest.mark.parametrize(("rotation", "row", "column"), [(0, 0, 1), (1, 1, 4), (2, 4, 3), (3, 3, 0)])
def test_a_rotation_is_a_quarter_turn_clockwise(board, rotation, row, column):
    board.rotation = rotation
    board.on(1, 0)
    assert board.picture().splitlines()[row][column] == "#"
    assert board.picture().count("#") == 1


@pytest.mark.parametrize("name", ICONS)
def test_icons_have_the_librarys_values(board, name):
    board.icon(name)
    assert board.picture() == ICONS[name].replace(" ", "\n").replace("1", "#").replace("0", ".")
    assert set(ICONS) == set(icons.NAMED)


@given(st.integers(0, 2**25 - 1))
def test_every_form_of_a_drawing_draws_the_same(number):
    bits = f"{number:025b}"
    rows = [bits[start : start + 5] for start in range(0, 25, 5)]
    forms = [
        number,
        "B" + bits,
        "0x" + "".join(f"{int(row, 2) << 3:02X}" for row in rows),
        "\n".join(rows),
        " / ".join(rows).replace("1", "#").replace("0", "."),
        rows,
    ]
    pictures = set()
    for form in forms:
        board = Board()
        board.icon(form)
        pictures.add(board.picture())
    assert pictures == {"\n".join(rows).replace("1", "#").replace("0", ".")}


def test_an_icon_with_blink_rate_and_seconds_blinks_and_goes(board):
    board.icon("B" + "1" * 25 + ":1:1")  # 2 Hz for one second
    assert lit_ticks(board, 25, lambda frame: "#" in frame.picture()) == [0, 1, 2, 3, 4, 10, 11, 12, 13, 14]
    assert board.picture() == DARK  # taken off at tick 20
    board.icon("B" + "1" * 25 + ":0:-1")
    board.sleep(60)
    assert board.lamp(2, 2)


@pytest.mark.parametrize(("rate", "half"), [(2, 5), (1, 10), (0.5, 20)])
def test_blinking_has_equal_halves(board, rate, half):
    board.icon("ring")
    board.blink = rate
    lit = lit_ticks(board, 4 * half - 1, lambda frame: "#" in frame.picture())
    assert lit == [*range(half), *range(2 * half, 3 * half)]
    assert board.blink == rate and board.picture() != DARK
    board.icon("ring")
    assert board.blink == 0


def test_pixels_and_status_count_from_zero(board):
    board.set_pixels(0)
    assert board.picture().count("#") == 1
    board.set_pixels(7)
    assert board.picture() == "#####\n###..\n.....\n.....\n....."
    board.set_status(7)
    assert board.picture() == ".....\n...##\n#####\n#####\n#####"


def test_the_id_is_shown_in_binary(board):
    board.id = "A1F03C"  # rows 1010 0001 1111 0000 0011, last column 1100
    board.show_id()
    assert board.picture() == "#.#.#\n...##\n####.\n.....\n..##."


# ---- text


@given(st.text(st.sampled_from(sorted(font.GLYPHS)), min_size=2, max_size=12), st.integers(1, 10))
def test_a_pass_of_text_takes_exactly_the_librarys_ticks(text, speed):
    board = Board()
    board.scroll_speed = speed
    board.write_once(text)
    ticks = (11 - speed) * (4 * len(text) + 5)  # one step for each position from 4 down to -4 × length
    board.advance(ticks - 1)
    assert not board.text_done
    board.advance(1)
    assert board.text_done
    assert board.picture() == DARK  # no glyph is wider than its cell


def test_text_enters_at_the_right_and_moves_a_lamp_every_three_ticks(board):
    board.write("Hi")
    assert board.picture() == DARK
    board.advance(2)
    assert board.picture() == DARK
    board.advance(1)
    assert board.picture() == "\n".join(["....#"] * 5)
    board.advance(3)
    assert board.picture() == "...#.\n...#.\n...##\n...#.\n...#."
    board.advance(9)  # H begins at x = 0, i at x = 4
    assert board.picture() == "#.#.#\n#.#..\n###.#\n#.#.#\n#.#.#"


def test_one_character_stands_still_from_column_1(board):
    board.write_and_wait("A")
    assert board.seconds == 1
    assert board.picture() == "..#..\n.#.#.\n.###.\n.#.#.\n.#.#."
    board.sleep(100)
    assert board.lamp(2, 0)


def test_write_and_wait_asks_every_tenth_of_a_second(board):
    board.write_and_wait("Hi")  # 39 ticks are 1.95 s
    assert board.seconds == 2
    board.write("Hi", count=2, wait=True)  # another 78 ticks, from tick 42 to 117
    assert board.seconds == 5.9


def test_writing_the_same_text_again_does_not_start_it_again(board):
    board.write("Moien")
    board.advance(21)
    before = board.picture()
    board.write("Moien")
    assert board.picture() == before
    board.advance(3)
    assert board.picture() != "\n".join(["....#"] * 5)
    board.write("Aleng")
    board.advance(3)
    assert board.picture().splitlines()[1] == "....#"


def test_empty_text_clears_and_a_lamp_stops_a_text(board):
    board.write("Moien")
    board.advance(12)
    board.write("")
    assert board.picture() == DARK
    board.write("Moien")
    board.advance(12)
    board.on(0, 0)
    before = board.picture()
    board.sleep(5)
    assert board.picture() == before


def test_names_of_luxembourg_can_run():
    for name in ["Zoé", "Loïc", "Françoise", "Jürgen", "Mäi Léiwen", "d’Élise", "Weiß", "ÄÖÜËÈ àâêùûîôçö"]:
        assert all(font.glyph(character).advance for character in name), name
    assert set(map(chr, range(32, 127))) <= set(font.GLYPHS)


def test_glyphs_fit_and_differ():
    for character, glyph in font.GLYPHS.items():
        assert {len(row) for row in glyph.rows} == {glyph.advance - 1} <= {1, 2, 3}, character
    drawn = [glyph.rows for character, glyph in font.GLYPHS.items() if character not in "'’"]
    assert len(drawn) - len(set(drawn)) <= 1  # the zero and the O, no others
    narrow = {character for character in map(chr, range(32, 127)) if font.glyph(character).advance < 4}
    assert narrow == set(" !'(),.1:;`i|")  # as in TomThumb.h


# ---- colour lamp


def test_blink_is_five_ticks_of_ten_and_count_is_half_seconds(board):
    board.colour("red", effect="blink", count=3)
    assert lit_ticks(board, 31) == [*range(0, 6), *range(11, 16), *range(21, 26)]
    assert board.rgb == (0, 0, 0)


def test_flash_is_one_tick_of_ten(board):
    board.colour("red", effect="flash")
    assert lit_ticks(board, 30) == [0, 1, 11, 21]


def test_a_count_of_ten_is_five_seconds_as_in_the_code(board):
    board.colour("green", count=10)
    board.advance(100)
    assert board.rgb == (0, 255, 0)
    board.advance(1)
    assert board.rgb == (0, 0, 0) and board.frame().rgb == (0, 0, 0)


def test_the_beat_runs_on_so_a_late_start_shortens_the_first_round(board):
    board.advance(4)
    board.colour("red", effect="blink", count=1)
    assert lit_ticks(board, 20) == [0, 1]


def test_spark_halves_the_brightness(board):
    board.colour("white", effect="spark", count=1)
    levels = []
    for _ in range(8):
        board.advance(1)
        levels.append(board.frame().rgb_brightness if any(board.frame().rgb) else 0)
    assert levels == [100, 50, 25, 12, 6, 3, 1, 0]


def test_glow_grows_and_shrinks_by_a_fifth(board):
    board.colour("white", effect="glow")
    levels = []
    for _ in range(30):
        board.advance(1)
        levels.append(board.frame().rgb_brightness)
    up = [10, 12, 14, 17, 20, 24, 29, 35, 42, 51, 61, 73, 88, 105]
    down = [88, 73, 61, 50, 42, 35, 29, 24, 20, 17, 14, 11, 9, 8, 6, 5]
    assert levels == up + down


def test_an_effect_ends_and_the_brightness_comes_back(board):
    board.rgb_brightness = 200
    board.colour("red", effect="spark")
    board.advance(3)
    board.effect("on")
    assert board.frame().rgb == (255, 0, 0) and board.frame().rgb_brightness == 200
    board.colour_off()
    assert board.frame().rgb == (0, 0, 0)


@given(st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255)))
def test_a_colour_is_the_same_in_every_form(rgb):
    text = colour.hex_of_colour(rgb)
    forms = [rgb, list(rgb), text, "#" + text.lower(), int(text, 16)]
    assert {colour.read_colour(form) for form in forms} == {rgb}


@given(st.integers(0, 255))
def test_hues_go_round_the_wheel(hue):
    red, green, blue = colour.colour_of_hue(hue)
    assert red + green + blue == 255 and 0 in (red, green, blue)
    assert (colour.colour_of_hue(0), colour.colour_of_hue(255)) == ((255, 0, 0), (255, 0, 0))


# ---- buttons and pins


def test_a_click_is_remembered_once_and_not_while_held(board):
    assert not board.a.clicked()
    board.a.press()
    assert board.a.down and not board.a.clicked()
    board.sleep(1)
    board.a.release()
    board.sleep(1)
    assert board.a.clicked() and not board.a.clicked() and not board.b.clicked()


def test_both_buttons_together_are_one_click(board):
    board.a.press()
    board.b.press()
    board.a.release()
    assert not board.ab_clicked()
    board.b.release()
    assert board.ab_clicked() and not board.ab_clicked()
    assert not board.a.clicked() and not board.b.clicked()


def test_on_click_tells_a_b_and_both(board):
    told = []
    for which in ("A", "B", "AB"):
        board.on_click(which, lambda which=which: told.append(which))
    board.a.click()
    board.b.click()
    board.a.press()
    board.b.click()
    board.a.release()
    assert told == ["A", "B", "AB"]


def test_on_click_tells_no_click_from_before(board):
    told = []
    board.a.press()
    board.b.click()
    board.a.release()
    board.on_click("AB", lambda: told.append("AB"))
    board.a.click()
    assert told == []
    board.a.press()
    board.b.press()
    board.on_click("AB", lambda: told.append("both were still down"))
    board.b.release()
    board.a.release()
    assert told == ["both were still down"]


def test_pins_blink_on_their_own_beat_and_take_buttons(board):
    pin = board.pin("D5")
    pin.effect("blink")
    assert lit_ticks(board, 20, lambda frame: frame.pins[1]) == [1, 2, 3, 4, *range(10, 15), 20]
    pin.clear()
    assert not pin.high
    pin.use_as_button()
    pin.press()
    assert pin.down and not pin.clicked()
    pin.release()
    assert pin.clicked() and not pin.clicked()


# ---- time and film


def test_sleep_never_sleeps_and_small_sleeps_add_up(board):
    began = time.perf_counter()
    for _ in range(100):
        board.sleep(0.01)
    board.sleep(300)
    assert board.seconds == 301
    assert time.perf_counter() - began < 5


def test_the_film_holds_each_change_once(board):
    board.on(0, 0)
    board.on(0, 0)
    board.sleep(1)
    board.sleep(1)
    board.on(1, 0)
    board.off(0, 0)
    board.sleep(1)
    assert [(frame.tick, frame.lamps[0]) for frame in board.film()] == [(0, "#...."), (40, ".#...")]


def test_an_endless_program_gets_a_sentence_and_the_board_lives_on(board):
    with pytest.raises(LearnerError, match="never stops"):
        while not board.a.clicked():
            board.sleep(0.5)
    assert board.seconds == 600
    board.sleep(500)
    with pytest.raises(LearnerError, match="clock stands still"):
        while not board.a.clicked():
            pass


@given(
    st.sampled_from(["text", "icon", "both"]),
    st.sampled_from(["on", "blink", "flash", "spark", "glow"]),
    st.integers(-1, 3).filter(bool),
    st.integers(1, 10),
)
def test_what_is_foretold_comes_true(what, effect, count, speed):
    board = Board()
    board.scroll_speed = speed
    if what != "icon":
        board.write("Ab", count)
    else:
        board.icon("B" + "10" * 12 + "1:2:3")
    if what != "text":
        board.colour("orange", effect, count)
        board.pin("D0").effect("flash")
    board.advance(7)
    frames, loop = board._hardware.afterwards()
    for tick in range(1, 400):
        board.advance(1)
        place = tick
        if tick >= len(frames):
            place = len(frames) - 1 if loop is None else loop + (tick - loop) % (len(frames) - loop)
        assert frames[place].looks_like(board.frame()), (tick, loop, len(frames))


# ---- messages


def test_two_boards_talk_with_no_set_up():
    anna, ben, heard = Board("Anna"), Board("Ben"), []
    ben.on_message(lambda topic, message: heard.append((topic, message)))
    ben.subscribe("hello")
    anna.publish("hello", "Moien")
    anna.publish("other", "not for Ben")
    assert heard == [("hello", "Moien")]
    ben.unsubscribe("hello")
    anna.publish("hello", "again")
    assert len(heard) == 1


def test_groups_nest_and_public_topics_stand_outside():
    broker, heard = Broker(), []
    anna, ben = Board("Anna"), Board("Ben")
    anna.connect(broker, group="cats")
    anna.join_group("black")
    ben.connect(broker)
    ben.on_message(lambda topic, message: heard.append((topic, message)))
    ben.subscribe("cats/black/+")
    anna.publish("mouse", 3)
    anna.subscribe("weather/#", public=True)
    anna.on_message(lambda topic, message: heard.append((topic, message)))
    ben.publish("weather/belval/temp", 21)
    # The library takes off the group, so a public topic keeps the base.
    assert heard == [("cats/black/mouse", "3"), ("kniwwelino/weather/belval/temp", "21")]


def test_messages_can_draw_write_and_colour():
    broker = Broker(base="")
    anna, ben = Board("Anna"), Board("Ben")
    for board in (anna, ben):
        board.connect(broker, group="duo")
    ben.connect_rgb()
    ben.connect_matrix()
    anna.publish("RGB/COLOR", "C93B03:5:-1")
    anna.publish("MATRIX/ICON", "B0101010101100010101000100")
    assert ben.rgb == (201, 59, 3) and ben.frame().effect == 5
    assert ben.picture() == ".#.#.\n#.#.#\n#...#\n.#.#.\n..#.."
    anna.publish("MATRIX/TEXT", "Hi")
    ben.advance(6)
    assert ben.frame().text == "Hi"
    anna.publish("MATRIX/TEXT", "")
    assert ben.picture() == DARK


def test_ten_subscriptions_come_back_and_a_new_namesake_takes_over():
    broker, heard = Broker(), []
    anna, ben = Board("Anna"), Board("Ben")
    for board in (anna, ben):
        board.connect(broker)
    for number in range(12):
        ben.subscribe(f"topic{number}")
    ben.on_message(lambda topic, message: heard.append(topic))
    anna.publish("topic0", "")
    ben.disconnect()
    assert not ben.connected
    ben.connect(broker)
    for number in range(12):
        anna.publish(f"topic{number}", "")
    assert heard == ["topic0", *(f"topic{number}" for number in range(2, 12))]
    Board("Ben").connect(broker)
    assert not ben.connected


def test_boards_that_answer_each_other_for_ever_are_stopped():
    anna, ben, broker = Board("Anna"), Board("Ben"), Broker()
    for board in (anna, ben):
        board.connect(broker)
        board.subscribe("ball")
        board.on_message(lambda topic, message, board=board: board.publish("ball", "back"))
    with pytest.raises(LearnerError, match="without end"):
        anna.publish("ball", "start")
    heard = []
    ben.on_message(lambda topic, message: heard.append(message))
    anna.on_message(lambda topic, message: None)
    anna.publish("ball", "once")
    assert heard == ["once"]


# ---- wrong numbers and the table of names


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        (lambda board: board.on(7, 2), "There is no lamp at x = 7. Use 0, 1, 2, 3 or 4."),
        (lambda board: board.lamp(0, -1), "There is no lamp at y = -1."),
        (lambda board: board.off("2", 1), "'2' is a text. Write the number without quotes."),
        (lambda board: board.icon("hart"), "There is no icon 'hart'. Did you mean 'heart'?"),
        (lambda board: board.icon("#.#/###"), "this many rows: 2. It needs 5."),
        (lambda board: board.icon("#.#.#/" * 4 + "#.#"), "Row 4 of your drawing has this many signs: 3."),
        (lambda board: board.icon("o.o.o/" * 5), "the sign o. Use only #"),
        (lambda board: board.icon("B0101"), "25 digits"),
        (lambda board: board.icon("0x12"), "10 of the digits"),
        (lambda board: board.icon("B" + "1" * 25 + ":1:inf"), "“:blinkrate:seconds” in numbers"),
        (lambda board: board.icon("B" + "1" * 25 + ":1:nan"), "“:blinkrate:seconds” in numbers"),
        (lambda board: board.icon(2**25), "25 bits"),
        (lambda board: board.icon(2.5), "is not a drawing"),
        (lambda board: setattr(board, "brightness", 16), "from 0 to 15"),
        (lambda board: setattr(board, "blink", 3), "0, 0.5, 1 or 2 times"),
        (lambda board: setattr(board, "rotation", 90), "from 0 to 3"),
        (lambda board: board.write("Hi", 0), "1 or more, or -1"),
        (lambda board: board.colour("organe"), "'organe' is not a colour"),
        (lambda board: board.colour((256, 0, 0)), "from 0 to 255"),
        (lambda board: board.colour("red", "blnk"), "'blnk' is not an effect"),
        (lambda board: board.colour("C93B03:5:inf"), "like “C93B03:5:4”, in numbers"),
        (lambda board: board.colour("C93B03:5:nan"), "like “C93B03:5:4”, in numbers"),
        (lambda board: board.colour(HUGE), "<int> is not a colour"),
        (lambda board: board.colour("red", HUGE), "<int> is not an effect"),
        (lambda board: setattr(board, "blink", HUGE), "you gave <int>"),
        (lambda board: board.pin(HUGE), "There is no pin <int>"),
        (lambda board: board.on_click("A", HUGE), "you gave <int>"),
        (lambda board: board.subscribe(HUGE), "topic must be a text"),
        (lambda board: board.sleep(-1), "0 or more"),
        (lambda board: board.sleep(float("nan")), "sleep needs a number"),
        (lambda board: board.pin("D1"), "There is no pin 'D1'"),
        (lambda board: board.pin("D0").press(), "use_as_button"),
        (lambda board: board.on_click("C", print), 'Use "A", "B", or "AB"'),
        (lambda board: board.on_click("A", None), "without ( ) behind it"),
        (lambda board: board.publish("a/#", 1), "for subscribing only"),
    ],
)
def test_a_slip_gets_a_sentence_and_changes_nothing(board, slip, sentence):
    board.icon("heart")
    with pytest.raises(LearnerError) as caught:
        slip(board)
    assert sentence in str(caught.value)
    assert board.picture() == ".#.#.\n#.#.#\n#...#\n.#.#.\n..#.."


def test_a_misspelt_setting_is_an_error(board):
    with pytest.raises(AttributeError):
        board.brigthness = 3


def test_every_name_of_the_library_is_in_the_table_and_ours_exist(board):
    rows = re.findall(r"^\| (`.*) \| (.*) \|$", (ROOT / "docs" / "board.md").read_text("utf-8"), re.MULTILINE)
    theirs = [name for left, _ in rows for name in re.findall(r"`(\w+)`", left)]
    assert sorted(theirs) == sorted(LIBRARY.split())
    homes = {"board": Board, "Pin": Pin, "Button": Button, "colour": colour}
    for left, right in rows:
        names = re.findall(r"`(\w+)\.(\w+)", right)
        assert names or "not simulated, because" in right or "`Board()`" in right, left
        for home, name in names:
            assert hasattr(homes[home], name) or name in Board.__slots__, (left, home, name)


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(lux_ai_edu.board.__path__)])
def test_the_examples_in_the_docstrings_run(name):
    if name == "widget":
        need(importlib.util.find_spec("anywidget"), "the example in widget.py", "anywidget is not installed")
    module = importlib.import_module(f"lux_ai_edu.board.{name}")
    assert doctest.testmod(module).failed == 0


def test_a_program_that_ran_off_the_edge_is_not_right_although_its_lamps_are() -> None:
    board = Board()
    with pytest.raises(LearnerError, match="There is no lamp at y = 5"):
        for y in range(6):
            board.on(0, y)
    assert board.picture() == "#....\n#....\n#....\n#....\n#...."
    with pytest.raises(NotYet, match="Your program stopped: There is no lamp at y = 5. .* Repair that line"):
        checks.lamps(board)


def test_checks_say_what_is_wrong_with_a_drawing_and_what_a_function_was_called_with() -> None:
    assert (
        checks.drawing("\n  #...#\n  .....\n  .....\n  .....\n  #...#\n")
        == "#...#\n.....\n.....\n.....\n#...#"
    )
    for wrong, sentence in [
        (25, "as text"),
        ("#.#\n...", "rows: 2"),
        ("x" * 5 + "\n....." * 4, "the sign x"),
    ]:
        with pytest.raises(NotYet, match=sentence):
            checks.drawing(wrong)
    with pytest.raises(NotTried):
        checks.drawing(".....\n" * 5)
    rule = checks.looks_like("#....\n" + ".....\n" * 3 + ".....", calls=["dot(board)"])
    view = checks.drawn_by(())
    assert rule(view(lambda board: board.on(0, 0))) is None
    assert rule(view(lambda board: board.on(0, 1))).startswith("I called dot(board). Row 0, 1 of the board")
    assert "do not make a new Board()" in rule(view(lambda board: Board().on(0, 0)))
    with pytest.raises(NotYet, match="without calling it"):
        view(Board())
