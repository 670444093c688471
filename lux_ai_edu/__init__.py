"""What a learner and an author type, and no more: the vocabulary of the course."""

from lux_ai_edu import progress as _progress  # noqa: F401  it listens to the verdicts from here on
from lux_ai_edu.board import Board, Broker
from lux_ai_edu.explore.watch import watch
from lux_ai_edu.language import sentences
from lux_ai_edu.quiz import quiz
from lux_ai_edu.tasks import Misconception, Task, sealed

__all__ = ["Board", "Broker", "Misconception", "Task", "quiz", "sealed", "sentences", "watch"]
