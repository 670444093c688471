"""Messages between boards: a stand-in, inside this program, for the MQTT broker of real boards.

Nothing leaves the computer. Topics, groups and wildcards work as in MQTT 3.1.1 and KniwwelinoLib.
"""

from collections import deque
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import say

if TYPE_CHECKING:
    from lux_ai_edu.board.radio import Radio

LONGEST_CHAIN = 1000  # messages that one message may cause


class Broker:
    """A post office for boards. All boards share one, unless `board.connect(Broker())` says otherwise.

    base: what every topic begins with ("kniwwelino/" on the real board's own broker, "" on one of one's own).
    """

    def __init__(self, base: str = "kniwwelino/") -> None:
        self.base = base
        self._radios: WeakValueDictionary[str, Radio] = WeakValueDictionary()
        self._waiting: deque[tuple[str, str]] = deque()
        self._delivering = False

    def join(self, radio: "Radio") -> None:
        """Connect a board. As in MQTT, a second one with the same name takes the place of the first."""
        before = self._radios.get(radio.name)
        if before is not None and before is not radio:
            before.disconnect()
        self._radios[radio.name] = radio

    def leave(self, radio: "Radio") -> None:
        if self._radios.get(radio.name) is radio:
            del self._radios[radio.name]

    def publish(self, topic: str, message: str) -> None:
        """Hand a message to every board that subscribed to its topic.

        A message sent while another is delivered waits its turn, so that boards may answer each other.
        """
        self._waiting.append((topic, message))
        if self._delivering:
            return
        self._delivering = True
        try:
            for _ in range(LONGEST_CHAIN):
                if not self._waiting:
                    return
                topic, message = self._waiting.popleft()
                for radio in list(self._radios.values()):
                    radio.receive(topic, message)
            raise LearnerError(
                say(
                    "The boards answer each other without end: one message caused {number} more. "
                    "Let one of them stop answering.",
                    number=LONGEST_CHAIN,
                )
            )
        finally:
            self._waiting.clear()
            self._delivering = False


def matches(wanted: str, topic: str) -> bool:
    """Tell whether a topic is one of those wanted: "+" stands for one level, "#" for all that follow.

    >>> matches("weather/+/temp", "weather/belval/temp"), matches("RGB/#", "RGB/COLOR")
    (True, True)
    """
    patterns, levels = wanted.split("/"), topic.split("/")
    for place, pattern in enumerate(patterns):
        if pattern == "#":
            return True
        if place >= len(levels) or pattern not in ("+", levels[place]):
            return False
    return len(patterns) == len(levels)


shared = Broker()
