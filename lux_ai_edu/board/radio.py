"""The board's end of the messages: its group, what it subscribed to, and who reads what arrives."""

from collections import deque
from collections.abc import Callable

from lux_ai_edu.board import broker as brokers
from lux_ai_edu.board.broker import Broker, matches
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import say
from lux_ai_edu.shortened import shortened

REMEMBERED = 10  # subscriptions that the board renews by itself when it connects again


class Radio:
    """Connects one board to a broker: to the shared one at the first use, if nobody connected it before."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.on_message: Callable[[str, str], object] | None = None
        self.readers: dict[
            str, Callable[[str], object]
        ] = {}  # topic in the group → what the board itself does
        self._broker: Broker | None = None
        self._prefix = ""
        self._subscriptions: set[str] = set()
        self._remembered: deque[str] = deque(maxlen=REMEMBERED)

    @property
    def connected(self) -> bool:
        return self._broker is not None

    def connect(self, broker: Broker | None, group: str) -> None:
        self.disconnect()
        self._broker = broker or brokers.shared
        self._broker.join(self)
        self._prefix = self._broker.base
        self._subscriptions = set(self._remembered)
        if group:
            self.join_group(group)

    def disconnect(self) -> None:
        if self._broker:
            self._broker.leave(self)
        self._broker = None

    def join_group(self, group: str) -> None:
        """Put all topics from now on under a group. A second group lies inside the first, as on the board."""
        self._ready()
        self._prefix += _text("group", group) + "/"

    def publish(self, topic: str, message: object) -> None:
        broker = self._ready()
        if set(topic := _text("topic", topic)) & set("+#"):
            raise LearnerError(say("A message goes to one topic: + and # are for subscribing only."))
        broker.publish(self._prefix + topic, str(message))

    def subscribe(self, topic: str, public: bool) -> None:
        full = self._full(topic, public)
        self._subscriptions.add(full)
        self._remembered.appendleft(full)

    def unsubscribe(self, topic: str, public: bool) -> None:
        full = self._full(topic, public)
        self._subscriptions.discard(full)
        self._remembered = deque((kept for kept in self._remembered if kept != full), maxlen=REMEMBERED)

    def receive(self, topic: str, message: str) -> None:
        """Take a message from the broker, if it is one of those subscribed to."""
        if not any(matches(wanted, topic) for wanted in self._subscriptions):
            return
        for inner_topic, reader in self.readers.items():
            if topic.startswith(self._prefix + inner_topic):
                reader(message)
        if self.on_message:
            self.on_message(topic.replace(self._prefix, "") if self._prefix else topic, message)

    def _full(self, topic: str, public: bool) -> str:
        broker = self._ready()
        return (broker.base if public else self._prefix) + _text("topic", topic)

    def _ready(self) -> Broker:
        if self._broker is None:
            self.connect(None, "")
        assert self._broker is not None
        return self._broker


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise LearnerError(
            say(
                "{name} must be a text like “hello”, but you gave {value}.", name=name, value=shortened(value)
            )
        )
    return value
