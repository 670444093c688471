"""Choice questions, in which every choice, right or wrong, says why."""

import contextlib
import html
import random
import string
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import say
from lux_ai_edu.notebook import in_a_notebook
from lux_ai_edu.shortened import shortened
from lux_ai_edu.tasks import tell
from lux_ai_edu.verdict import NotTried, NotYet

_SCRIPT = Path(__file__).with_suffix(".js")


class Quiz:
    """A question with choices a, b, c, …; see `quiz`."""

    def __init__(self, name: str, question: str, right: Mapping[str, str], wrong: Mapping[str, str]) -> None:
        both = [*right.items(), *wrong.items()]
        if not (right and wrong):
            raise ValueError(f"Quiz {name!r}: give at least one right and one wrong choice.")
        if not all(isinstance(text, str) and text.strip() for pair in both for text in pair):
            raise ValueError(f"Quiz {name!r}: each choice and each reason must be a text.")
        if len({_plain(choice) for choice, _ in both}) < len(both):
            raise ValueError(f"Quiz {name!r}: two choices have the same text.")
        if any(len(choice.strip()) == 1 and choice.strip().isalpha() for choice, _ in both):
            raise ValueError(
                f"Quiz {name!r}: a choice of one letter would be taken for the letter of a choice."
            )
        # The name alone fixes the order: it is the same on each day, on each machine and in each language.
        random.Random(name).shuffle(both)
        self.name, self.question = name, question
        self.choices = dict(zip(string.ascii_lowercase, (choice for choice, _ in both), strict=False))
        self._why = dict(both)
        self._right = set(right)
        self._widget: Any = None

    def check(self, choice: str = "") -> None:
        """Print why a choice (its letter or its text) is right, or raise NotYet with why it is wrong.

        Raises NotTried for an empty choice, and LearnerError for one that does not exist.
        """
        verdict, sentence = self._judge(choice)
        if verdict:
            raise verdict from None
        print(sentence)

    def _judge(self, choice: str) -> tuple[NotTried | NotYet | None, str]:
        verdict: NotTried | NotYet | None
        if choice in (None, ..., ""):
            verdict = NotTried(say("Choose one of the answers first."))
        else:
            text = self._find(choice)
            verdict = None if text in self._right else NotYet(self._why[text])
        tell(self.name, verdict)
        return verdict, str(verdict) if verdict else say("✓ Right. {praise}", praise=self._why[text])

    def _find(self, choice: object) -> str:
        given = _plain(choice if isinstance(choice, str) else shortened(choice))
        for letter, text in self.choices.items():
            if given in (letter, _plain(text)):
                return text
        letters = ", ".join(self.choices)
        raise LearnerError(
            say(
                "There is no choice {choice}. Choose one of: {letters}.",
                choice=shortened(choice),
                letters=letters,
            )
        )

    def __repr__(self) -> str:
        choices = [f"  {letter}) {text}" for letter, text in self.choices.items()]
        return "\n".join([self.question, *choices, self._how()])

    def _how(self) -> str:
        return say("Answer like this: {example}", example=f'tasks.{self.name.replace("-", "_")}.check("a")')

    def _html(self) -> str:
        items = "".join(f"<li>{html.escape(text)}</li>" for text in self.choices.values())
        question, how = html.escape(self.question), html.escape(self._how())
        return f'<div><p>{question}</p><ol type="a">{items}</ol><p>{how}</p></div>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Show as radio buttons where a widget can run, as a list where it cannot (IPython's protocol)."""
        bundle = {"text/plain": repr(self), "text/html": self._html()}
        if in_a_notebook():
            with contextlib.suppress(ImportError):  # no anywidget here: the list does it
                self._widget = self._widget or _widget(self)
                bundle = self._widget._repr_mimebundle_()[0] | bundle
        return bundle


def quiz(name: str, question: str, right: Mapping[str, str], wrong: Mapping[str, str]) -> Quiz:
    """Ask a choice question: `right` and `wrong` give for each choice the sentence that says why.

    In Jupyter it shows radio buttons that answer at once; elsewhere a list, answered with `.check("b")`.
    Raises ValueError, for the author, where a choice has no reason or two are the same.

    >>> lamps = quiz(
    ...     "how-many-lamps",
    ...     "How many lamps does the board have?",
    ...     right={"25": "Five rows of five lamps are 25."},
    ...     wrong={"5": "One row has five, and there are five rows.", "10": "Five times five is more."},
    ... )
    >>> lamps.check("25")
    ✓ Right. Five rows of five lamps are 25.
    >>> lamps.check("5")
    Traceback (most recent call last):
    lux_ai_edu.verdict.NotYet: ✗ Not yet: One row has five, and there are five rows.
    """
    return Quiz(name, question, right, wrong)


def _plain(choice: str) -> str:
    return "".join(choice.casefold().split()).strip("().:")


def _widget(quiz: Quiz) -> Any:
    import anywidget
    import traitlets

    class QuizWidget(anywidget.AnyWidget):  # made here, so that importing this file needs no widget library
        _esm = _SCRIPT
        words = traitlets.Dict().tag(sync=True)
        why = traitlets.Unicode("").tag(sync=True)

    texts = list(quiz.choices.values())
    words = {"question": quiz.question, "choices": texts, "check": say("Check")}
    widget = QuizWidget(words=words)

    def answer(widget: Any, content: dict[str, Any], buffers: Any) -> None:
        index = content.get("choice", -1)
        _, widget.why = quiz._judge(texts[index] if 0 <= index < len(texts) else "")

    widget.on_msg(answer)
    return widget
