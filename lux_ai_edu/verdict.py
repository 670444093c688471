"""What a check can say besides "right": not tried yet, not yet right, and not the learner's mistake.

The verdicts are exceptions, so that one answer has three readers: the learner reads one line, nbgrader sees
a failed cell, pytest an assertion. A mark (○ ✗ ⚠, and ✓ for right) and words carry the meaning, never colour.
"""

from lux_ai_edu.language import say


class NotTried(AssertionError):
    """There is no answer yet.

    >>> print(NotTried("Write your answer first."))
    ○ Not tried yet: Write your answer first.
    """

    def __str__(self) -> str:
        return say("○ Not tried yet: {sentence}", sentence=self.args[0])

    def _render_traceback_(self) -> list[str]:  # what IPython shows in place of a traceback
        return [str(self)]


class NotYet(AssertionError):
    """The answer is not right yet, and the sentence says why.

    >>> print(NotYet("The heart lies on its side."))
    ✗ Not yet: The heart lies on its side.
    """

    def __str__(self) -> str:
        return say("✗ Not yet: {sentence}", sentence=self.args[0])

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class EnvironmentFault(Exception):
    """The answer could not be checked, and the learner is not to blame: no network, no GPU, a full disk.

    >>> print(EnvironmentFault("There is no network. Connect, then run this cell again."))
    ⚠ Not your mistake: There is no network. Connect, then run this cell again.
    """

    def __str__(self) -> str:
        return say("⚠ Not your mistake: {sentence}", sentence=self.args[0])

    def _render_traceback_(self) -> list[str]:
        return [str(self)]
