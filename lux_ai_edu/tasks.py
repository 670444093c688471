"""A task knows what is right, what people get wrong and why, and says it in one line."""

import contextlib
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lux_ai_edu.compare import difference
from lux_ai_edu.kinds import kind_in_words
from lux_ai_edu.language import say
from lux_ai_edu.seals import fits, is_seal, sealed
from lux_ai_edu.seeing import about_call, environment_fault, quietly, see, stopped, untried
from lux_ai_edu.verdict import EnvironmentFault, NotTried, NotYet

__all__ = ["Misconception", "Task", "listeners", "sealed"]

Verdict = NotTried | NotYet | EnvironmentFault

listeners: list[Callable[[str, str], None]] = []  # each is called with (task name, state) after a verdict


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that people really give, and the sentence that helps them.

    `answer` is of the kind a learner gives. `when` widens the recognition: it is asked with the value *seen*
    (see `Task`) and says True for further values that come from the same misconception. Where the wrong
    answer would give the right one away, `answer` is `sealed(value seen)`, and `is_sealed` says so.
    """

    answer: Any
    says: str
    when: Callable[[Any], bool] | None = None
    is_sealed: bool = False


class Task:
    """One thing to answer: checked, hinted at and explained.

    What a task looks at is the value *seen*: `view(answer)` if there is a `view`; the list of
    `answer(*arguments)` for the tuples of arguments in `calls`; otherwise the answer itself.
    Exactly one of four says what is right:

    right: an answer as a learner would give it;
    shows: the value seen, for a prompt that shows it already;
    seal: `sealed(value seen)`, from which nobody can read the value;
    rule: a function of the value seen, giving None where it is right and otherwise a sentence.

    wrong: the misconceptions; hints: sentences from weak to strong; solution: a text for after the attempt
    (none for a graded task); praise: what is said with "right".
    Raises ValueError, for the author, where these do not fit together.

    >>> double = Task("double", right=lambda n: 2 * n, calls=[(3,), (0,)])
    >>> double.check(lambda n: n + n)
    ✓ Right.
    >>> double.check(lambda n: n * n)
    Traceback (most recent call last):
    lux_ai_edu.verdict.NotYet: ✗ Not yet: <lambda>(3) gives 9. This number is not right yet.
    """

    def __init__(
        self,
        name: str,
        *,
        right: Any = ...,
        shows: Any = ...,
        seal: Any = ...,
        rule: Any = ...,
        calls: Iterable[tuple[Any, ...]] | None = None,
        view: Callable[[Any], Any] | None = None,
        wrong: Sequence[Misconception] = (),
        hints: Sequence[str] = (),
        solution: str = "",
        praise: str = "",
    ) -> None:
        self.name, self.view, self.praise = name, view, praise
        self.right, self.shows, self.seal, self.rule = right, shows, seal, rule
        self.calls = None if calls is None else list(calls)
        self.wrong, self.hints, self._solution = tuple(wrong), hints, solution
        self._given_hints = 0
        # No line of an author's file is ever shown to a learner: it may hold the answer.
        codes = [getattr(part, "__code__", None) for part in (view, rule, right)]
        self._authors = {sys._getframe(1).f_code.co_filename, *(code.co_filename for code in codes if code)}
        self._validate()

    def __repr__(self) -> str:
        return f"<Task {self.name}>"

    def check(self, answer: Any = ...) -> None:
        """Print "Right", or raise NotTried, NotYet or EnvironmentFault with the sentence that helps."""
        verdict = self._judge(answer)
        tell(self.name, verdict)
        if verdict is not None:
            raise verdict from None
        print(say("✓ Right. {praise}", praise=self.praise).rstrip())

    def hint(self) -> None:
        """Print the next hint; the last one says that it is the last."""
        if not self.hints:
            print(say("This task has no hint. Read it once more, and try a small part of it first."))
            return
        self._given_hints = min(self._given_hints + 1, len(self.hints))
        print(say("Hint {number}: {hint}", number=self._given_hints, hint=self.hints[self._given_hints - 1]))
        if self._given_hints == len(self.hints):
            print(say("This is the last hint."))

    def solution(self) -> None:
        """Print the solution; a graded task has none before it is handed in."""
        print(self._solution or say("This task is graded: its solution comes with your feedback."))

    def _judge(self, answer: Any) -> Verdict | None:
        if untried(answer):
            return NotTried(
                say("Write your answer first, then check it. Give a function by its name, without brackets.")
            )
        with quietly() as printed:
            try:
                seen = see(answer, self.calls, self.view)
            except (NotTried, NotYet, EnvironmentFault) as verdict:
                return verdict
            except KeyboardInterrupt:  # its traceback would show the author's file, with the hints in it
                return NotYet(say("You stopped the check. Does your loop come to an end?"))
            except (Exception, SystemExit) as error:
                known = self._misconception(error)
                return NotYet(known) if known else stopped(error, self._authors)
            problem = self._problem(seen)
            if problem is None or not isinstance(problem, str):
                return problem
            return NotYet(
                self._misconception(seen) or self._explain(answer, seen, problem, printed.getvalue())
            )

    def _problem(self, seen: Any) -> str | Verdict | None:
        """Say what is not right about the value seen; None where it is right."""
        try:
            if self.rule is not ...:
                return self.rule(seen)
            if self.seal is not ...:
                return None if fits(seen, self.seal) else say("This is not the right answer yet.")
            return difference(seen, self._expected())
        except (NotTried, NotYet, EnvironmentFault) as verdict:
            return verdict
        except Exception as error:  # the answer is of a kind that cannot even be looked at
            if fault := environment_fault(error):
                return EnvironmentFault(fault)
            return say("This is {this}, which this task does not ask for.", this=kind_in_words(seen))

    def _expected(self) -> Any:
        return self.shows if self.right is ... else see(self.right, self.calls, self.view)

    def _misconception(self, seen: Any) -> str | None:
        """Find the misconception behind a value seen, or behind the error that stopped the learner's code."""
        for known in self.wrong:
            if known.is_sealed:
                found = not isinstance(seen, BaseException) and fits(seen, known.answer)
            else:
                found = _same(seen, self._seen_by_author(known.answer))
            if found or _holds(known.when, seen):
                return known.says
        return None

    def _seen_by_author(self, answer: Any) -> Any:
        """See an answer that the author wrote down as wrong; a wrong answer may also stop with an error."""
        try:
            with quietly():
                return see(answer, self.calls, self.view)
        except Exception as error:
            return error

    def _explain(self, answer: Any, seen: Any, problem: str, printed: str) -> str:
        if self.rule is not ...:
            return problem
        if self.calls is not None and self.seal is ...:
            name = getattr(answer, "__name__", type(answer).__name__)
            for arguments, result, wanted in zip(self.calls, seen, self._expected(), strict=True):
                if found := difference(result, wanted):
                    problem = about_call(name, arguments, result, found, printed)
                    break
        return problem

    def _validate(self) -> None:
        """Refuse what an author got wrong, at once and in a sentence."""
        told = [word for word in ("right", "shows", "seal", "rule") if getattr(self, word) is not ...]
        if not (isinstance(self.name, str) and self.name):
            raise ValueError(f"A task needs a name that is a text, not {self.name!r}.")
        wrong = f"Task {self.name!r}: "
        if len(told) != 1:
            raise ValueError(
                f"{wrong}give exactly one of right, shows, seal and rule; here: {told or 'none'}."
            )
        if not all(isinstance(arguments, tuple) for arguments in self.calls or ()):
            raise ValueError(f"{wrong}calls must be tuples of arguments, such as [(3,), (0,)].")
        if self.calls is not None and self.view:
            raise ValueError(f"{wrong}give calls or view, not both.")
        if isinstance(self.hints, str) or not all(isinstance(hint, str) and hint for hint in self.hints):
            raise ValueError(f"{wrong}hints must be a list of texts.")
        if not all(isinstance(known, Misconception) and known.says for known in self.wrong):
            raise ValueError(f"{wrong}wrong must be a list of Misconception, each with its sentence.")
        if self.seal is not ... and not is_seal(self.seal):
            raise ValueError(f"{wrong}seal must be a text made by sealed(value).")
        if self.right is not ... and untried(self.right):
            raise ValueError(f"{wrong}right is empty, and an empty answer counts as not tried.")
        with quietly():
            try:
                self._expected()
            except Exception as error:
                if not environment_fault(error):  # this machine lacks something: said at the check
                    raise ValueError(f"{wrong}right stops with {error!r}") from error
        seen: list[Any] = []
        for known in self.wrong:
            if known.is_sealed:
                if not is_seal(known.answer):
                    raise ValueError(f"{wrong}this misconception is not sealed: {known.says!r}")
                continue
            value = self._seen_by_author(known.answer)
            if untried(known.answer):
                raise ValueError(f"{wrong}a misconception is empty: {known.says!r}")
            if not isinstance(value, Exception) and self._problem(value) is None:
                raise ValueError(f"{wrong}this misconception is the right answer: {known.says!r}")
            if any(_same(value, other) for other in seen):
                raise ValueError(f"{wrong}an earlier misconception has the same answer: {known.says!r}")
            seen.append(value)


def tell(name: str, verdict: Verdict | None) -> None:
    """Tell the listeners how a check ended. One that fails never disturbs the learner."""
    states = {NotTried: "not tried", NotYet: "not yet", EnvironmentFault: "environment"}
    state = next((state for kind, state in states.items() if isinstance(verdict, kind)), "right")
    for listener in listeners:
        with contextlib.suppress(Exception):
            listener(name, state)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, BaseException) or isinstance(other, BaseException):
        return type(one) is type(other)
    with contextlib.suppress(Exception):
        return difference(one, other) is None
    return False


def _holds(when: Callable[[Any], bool] | None, seen: Any) -> bool:
    with contextlib.suppress(Exception):
        return when is not None and not isinstance(seen, BaseException) and bool(when(seen))
    return False
