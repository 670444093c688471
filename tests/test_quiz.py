"""Every choice of a quiz says why, and none says it before it is chosen."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lux_ai_edu import tasks
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.quiz import Quiz, _widget, quiz
from lux_ai_edu.verdict import NotTried, NotYet

RIGHT = {"25 lamps": "Five rows of five."}
WRONG = {"5 lamps": "That is one row.", "10 <b>lamps</b>": "Two rows & no more.", "Thirty": "Six rows?"}


@pytest.fixture
def lamps() -> Quiz:
    return quiz("lamps", "How many <i>lamps</i>?", right=RIGHT, wrong=WRONG)


@pytest.fixture
def heard():
    states: list[tuple[str, str]] = []
    before = tasks.listeners[:]
    tasks.listeners[:] = [lambda name, state: states.append((name, state))]
    yield states
    tasks.listeners[:] = before


def letter(asked: Quiz, choice: str) -> str:
    return next(letter for letter, text in asked.choices.items() if text == choice)


@pytest.mark.parametrize("wording", [lambda text: text, str.upper, lambda text: f"  {text} "])
def test_a_choice_is_given_by_its_text_or_its_letter(lamps, wording, capsys, heard):
    lamps.check(wording("25 lamps"))
    lamps.check(wording(letter(lamps, "25 lamps")))
    assert capsys.readouterr().out == "✓ Right. Five rows of five.\n" * 2
    assert heard == [("lamps", "right")] * 2


@pytest.mark.parametrize("choice", WRONG)
def test_each_wrong_choice_says_why(lamps, choice, heard):
    for given_as in (choice, letter(lamps, choice)):
        with pytest.raises(NotYet) as caught:
            lamps.check(given_as)
        assert caught.value._render_traceback_() == [f"✗ Not yet: {WRONG[choice]}"]
    assert heard == [("lamps", "not yet")] * 2


@pytest.mark.parametrize("nothing", ["", None, ...])
def test_no_choice_is_not_tried(lamps, nothing, heard):
    with pytest.raises(NotTried):
        lamps.check(nothing)
    assert heard == [("lamps", "not tried")]


def test_an_unknown_choice_lists_the_letters(lamps, heard):
    with pytest.raises(LearnerError, match="'z'.*a, b, c, d"):
        lamps.check("z")
    with pytest.raises(LearnerError, match="no choice <int>"):
        lamps.check(10**5000)  # too long for Python to write down
    assert heard == []


def test_a_choice_that_is_a_number_may_be_given_as_one():
    asked = quiz("count", "How many?", {"25": "yes"}, {"10": "no"})
    assert asked._judge(25)[0] is None and str(asked._judge(10)[0]).endswith("no")


def test_the_name_fixes_the_order_and_the_right_choice_moves():
    names = [f"question-{number}" for number in range(200)]
    places = [letter(quiz(name, "?", RIGHT, WRONG), "25 lamps") for name in names]
    assert places == [letter(quiz(name, "?", RIGHT, WRONG), "25 lamps") for name in names]
    assert all(30 < places.count(place) < 70 for place in "abcd")  # 50 each, if nobody can guess the place


def test_a_translation_keeps_the_order():
    english = quiz("lamps", "?", RIGHT, WRONG)
    german = quiz("lamps", "?", {"25 Lampen": "x"}, {"5 Lampen": "x", "10 Lampen": "x", "Dreißig": "x"})
    assert letter(english, "25 lamps") == letter(german, "25 Lampen")
    assert letter(english, "Thirty") == letter(german, "Dreißig")


@given(st.lists(st.from_regex("[a-z]{2,9}", fullmatch=True), min_size=2, max_size=8, unique=True))
def test_every_choice_can_be_chosen_by_its_letter(texts):
    asked = quiz(texts[0], "?", {texts[0]: "yes"}, {text: "no" for text in texts[1:]})
    assert sorted(asked.choices.values()) == sorted(texts)
    for name, text in asked.choices.items():
        assert (
            asked._judge(name)[0] is None if text == texts[0] else str(asked._judge(name)[0]).endswith("no")
        )


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ({}, WRONG, "at least one right and one wrong"),
        (RIGHT, {}, "at least one right and one wrong"),
        (RIGHT, {"5": ""}, "must be a text"),
        (RIGHT, {5: "no"}, "must be a text"),
        (RIGHT, {"25  Lamps": "no"}, "same text"),
        (RIGHT, {"b": "no"}, "one letter"),
    ],
)
def test_an_author_hears_what_does_not_fit(right, wrong, words):
    with pytest.raises(ValueError, match=words):
        quiz("lamps", "?", right, wrong)


def test_without_a_kernel_it_is_a_list(lamps):
    bundle = lamps._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/html"].count("<li>") == 4
    assert "How many &lt;i&gt;lamps&lt;/i&gt;?" in bundle["text/html"]
    assert "<li>10 &lt;b&gt;lamps&lt;/b&gt;</li>" in bundle["text/html"]
    assert all(f"{name}) {text}" in bundle["text/plain"] for name, text in lamps.choices.items())


def test_no_reason_leaves_python_before_its_choice_is_made(lamps, heard):
    widget = _widget(lamps)
    texts = list(lamps.choices.values())

    def state() -> str:
        return json.dumps({**lamps._repr_mimebundle_(), "state": widget.get_state(["words", "why"])})

    reasons = {**RIGHT, **WRONG}
    assert not any(reason in state() for reason in reasons.values())
    for index, text in enumerate(texts):
        widget._handle_custom_msg({"choice": index}, [])  # what a click in the browser sends
        assert reasons[text] in widget.why
        assert widget.why.startswith("✓ Right. " if text in RIGHT else "✗ Not yet: ")
        assert not any(reason in state() for other, reason in reasons.items() if other != text)
    assert [state for _, state in heard] == ["right" if text in RIGHT else "not yet" for text in texts]


@pytest.mark.parametrize("message", [{}, {"choice": -1}, {"choice": 99}])
def test_a_click_on_nothing_is_told_kindly(lamps, message, heard):
    widget = _widget(lamps)
    widget._handle_custom_msg(message, [])
    assert widget.why == "○ Not tried yet: Choose one of the answers first."
