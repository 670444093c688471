"""What a program can say to other boards: groups, topics, messages."""

from collections.abc import Callable

from lux_ai_edu.board.broker import Broker
from lux_ai_edu.board.radio import Radio


class MessageCommands:
    """The part of a Board that talks. A topic is a text like "hello"; boards of one group hear each other."""

    __slots__ = ()
    _radio: Radio

    def connect(self, broker: Broker | None = None, group: str = "") -> None:
        """Connect to a broker (without one: to the one all boards share), and join a group there."""
        self._radio.connect(broker, group)

    def disconnect(self) -> None:
        """Leave the broker. The last ten subscriptions come back with the next `connect`."""
        self._radio.disconnect()

    @property
    def connected(self) -> bool:
        """True while messages can arrive."""
        return self._radio.connected

    def join_group(self, group: str) -> None:
        """Talk only with boards of this group. A second group lies inside the first."""
        self._radio.join_group(group)

    def publish(self, topic: str, message: object) -> None:
        """Send a message to all boards that subscribed to this topic in this group."""
        self._radio.publish(topic, message)

    def subscribe(self, topic: str, public: bool = False) -> None:
        """Receive what is sent to this topic in this group, or outside all groups if `public`."""
        self._radio.subscribe(topic, public)

    def unsubscribe(self, topic: str, public: bool = False) -> None:
        """Receive it no longer."""
        self._radio.unsubscribe(topic, public)

    def on_message(self, function: Callable[[str, str], object]) -> None:
        """Call function(topic, message) for each message that arrives."""
        self._radio.on_message = function
