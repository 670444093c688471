"""A simulator of the Kniwwelino board, not affiliated with LIST.

`Board` is a pure model: no sleeping, no drawing, no network. Showing it (widget or picture) comes after.
"""

from lux_ai_edu.board.broker import Broker
from lux_ai_edu.board.model import Board

__all__ = ["Board", "Broker"]
