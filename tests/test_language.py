"""The languages, the sentences in them, and the examples in the docstrings."""

import doctest
import importlib
import io
import json
import os
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from lux_ai_edu import errors, language
from lux_ai_edu.errors import LearnerError

ROOMS = ["language", "errors", "verdict", "kinds", "compare", "compare_arrays", "seals", "seeing", "tasks"]
ROOMS += ["quiz", "progress", "explore.step", "explore.watch", "arguments"]


@pytest.fixture(autouse=True)
def nowhere(tmp_path, monkeypatch):
    """Start each test outside a workspace, with no language set."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(language, "_chosen", None)
    for variable in ("LUX_AI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)


def catalogue(file: Path, sentences: dict[str, str]) -> None:
    made = Catalog()
    for english, other in sentences.items():
        made.add(english, other)
    stream = io.BytesIO()
    write_mo(stream, made)
    file.write_bytes(stream.getvalue())


def workspace(folder: Path, content: str) -> None:
    (folder / ".lux-ai").mkdir()
    (folder / ".lux-ai" / "workspace.json").write_text(content, encoding="utf-8")


@pytest.mark.parametrize("room", ROOMS)
def test_the_examples_in_the_docstrings_are_true(room, monkeypatch):
    result = doctest.testmod(importlib.import_module(f"lux_ai_edu.{room}"))
    assert result.failed == 0
    assert result.attempted > 0 or room == "progress"


def test_each_source_of_the_language_gives_way_to_the_one_before(tmp_path, monkeypatch):
    assert language.current() == "en"
    monkeypatch.setenv("LANG", "lb_LU.UTF-8")
    assert language.current() == "lb"
    monkeypatch.setenv("LC_ALL", "de_LU")
    assert language.current() == "de"
    workspace(tmp_path, json.dumps({"language": "fr"}))
    inner = tmp_path / "01-patterns"
    inner.mkdir()
    monkeypatch.chdir(inner)
    assert language.current() == "fr"
    monkeypatch.setenv("LUX_AI_LANG", "lb")
    assert language.current() == "lb"
    language.use("en")
    assert language.current() == "en"


@pytest.mark.parametrize("text", ["C.UTF-8", "POSIX", "pt_BR.UTF-8", "", "english"])
def test_a_locale_that_is_none_of_the_four_is_english(text, monkeypatch):
    monkeypatch.setenv("LC_ALL", text)
    assert language.current() == "en"


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"language": 3}', '{"language": "xx"}', "\x00"])
def test_a_damaged_workspace_still_has_a_language(content, tmp_path, monkeypatch):
    workspace(tmp_path, content)
    monkeypatch.setenv("LANG", "de_DE")
    assert language.current() == "de"


def test_a_folder_that_was_deleted_still_has_a_language(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    if os.name == "nt":
        pytest.skip("Windows keeps the folder a program is in")
    gone.rmdir()
    assert language.current() == "en"


def test_use_names_the_four_languages():
    with pytest.raises(ValueError, match="'xx'.*en, fr, de, lb"):
        language.use("xx")
    assert language.current() == "en"


def test_say_translates_at_the_moment_it_is_called(tmp_path, monkeypatch):
    monkeypatch.setattr(language, "_LOCALE", tmp_path)
    catalogue(tmp_path / "fr.mo", {"There is no lamp at x = {x}.": "Il n'y a pas de lampe en x = {x}."})
    assert language.say("There is no lamp at x = {x}.", x=7) == "There is no lamp at x = 7."
    language.use("fr")
    assert language.say("There is no lamp at x = {x}.", x="{7}") == "Il n'y a pas de lampe en x = {7}."
    assert language.say("Unknown {n}", n=1) == "Unknown 1"


@pytest.mark.parametrize("slip", ["x = {y}", "x = {0}", "x = {", "x = {x.no}", "x = {x!q}"])
def test_a_slip_in_a_translation_falls_back_to_english(slip, tmp_path, monkeypatch):
    monkeypatch.setattr(language, "_LOCALE", tmp_path)
    catalogue(tmp_path / "de.mo", {"x is {x}": slip})
    language.use("de")
    assert language.say("x is {x}", x=1) == "x is 1"


def test_sentences_of_a_module_lie_beside_its_file(tmp_path):
    _ = language.sentences(tmp_path / "tasks.py")
    language.use("lb")
    assert _("Good.") == "Good."  # no catalogue yet
    catalogue(tmp_path / "lb.mo", {"Good.": "Gutt."})
    assert _("Good.") == "Gutt."
    assert _("Other.") == "Other."
    assert _("") == ""  # and not the header of the catalogue
    (tmp_path / "lb.mo").write_bytes(b"no catalogue at all")
    assert _("Good.") == "Good."


def test_a_catalogue_that_was_printed_again_is_read_again(tmp_path):
    _ = language.sentences(tmp_path / "tasks.py")
    language.use("fr")
    for number, text in enumerate(("Un.", "Deux.")):
        catalogue(tmp_path / "fr.mo", {"One.": text})
        os.utime(tmp_path / "fr.mo", (number, number))
        assert _("One.") == text


def run(folder: Path, text: str) -> LearnerError:
    """Run a file of a learner's and give the error it stops with."""
    file = folder / "learner.py"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LearnerError) as caught:
        exec(compile(text, str(file), "exec"), {})
    return caught.value


def test_an_error_names_the_learners_own_line(tmp_path):
    error = run(tmp_path, "from lux_ai_edu import Board\ndef f():\n    Board().on(7, 2)\nf()\n")
    sentence = "There is no lamp at x = 7. Use 0, 1, 2, 3 or 4."
    assert error._render_traceback_() == [f"Line 3, Board().on(7, 2): {sentence}"]
    assert str(error) == sentence


def test_a_callback_from_a_library_still_names_the_learners_line(tmp_path):
    error = run(
        tmp_path,
        "import functools\nfrom lux_ai_edu import Board\n"
        "functools.reduce(\n    lambda a, b: Board().on(b, 9), (1, 2))\n",
    )
    assert error._render_traceback_()[0].startswith("Line 4, lambda a, b: Board().on(b, 9), (1, 2)): ")


def test_an_error_without_a_line_is_the_sentence_alone():
    assert LearnerError("Sit down.")._render_traceback_() == ["Sit down."]


def failing(code: str) -> BaseException:
    try:
        exec(code, {})
    except BaseException as error:
        return error
    raise AssertionError(f"{code} does not fail")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("x", "does not know the name x"),
        ("def f():\n    print(x)\n    x = 1\nf()", "name x before it has a value"),
        ("(lambda n: n)()", "too many or too few values"),
        ("(lambda n: n)(m=1)", "too many or too few values"),
        ("None + 1", "forget `return`"),
        ("None.picture()", "forget `return`"),
        ("(3).picture()", "does not exist (AttributeError)"),
        ("'a' + 1", "do not go together"),
        ("[][0]", "past the end"),
        ("{}['k']", "key that is not in the dictionary: 'k'"),
        ("1 / 0", "divides by zero"),
        ("def f(): f()\nf()", "calls itself without end"),
        ("exit()", "leave them out"),
        ("int('x')", "stopped with ValueError: invalid literal"),
        ("class E(Exception):\n    def __str__(self): 1/0\nraise E", "stopped with E: "),
    ],
)
def test_the_commonest_errors_are_told_in_words(code, words):
    assert words in errors.in_words(failing(code))
