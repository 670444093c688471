"""A scene: the film of the last program, and what the board goes on doing, as numbers for the widget."""

from dataclasses import replace
from typing import Any

from lux_ai_edu.board.frame import Frame
from lux_ai_edu.board.model import Board
from lux_ai_edu.board.picture import colour_light, lamp_light
from lux_ai_edu.board.words import describe

Row = list[Any]  # numbers, and one text


def scene(board: Board) -> dict[str, object]:
    """Tell the widget what to play.

    rows: how many ticks, then what is seen meanwhile: the 25 lamps as a number (bit 24 is the top left), how
    strongly they are lit, the colour lamp's fill and strength, the pins as a number, which of the words.
    words: sentences that describe it. program: how many ticks the learner's program took; the rows after
    that are what the board goes on doing. again: the row to go on with after the last, or -1 to stay there.
    number: of the scene; without it, a program that does the same again would look like no news.
    """
    program = board._film.scene()
    began, ended = board._film.began, board._film.ended
    after, loop = board._hardware.afterwards()
    words: dict[str, int] = {}
    rows: list[Row] = []
    starts = [max(frame.tick, began) for frame in program]
    for frame, start, end in zip(program, starts, [*starts[1:], ended], strict=True):
        if end > start:
            rows.append([end - start, *_look(frame, words)])
    again = -1
    first_after = len(rows)
    for place, frame in enumerate(after):
        look = _look(frame, words)
        if place == loop:
            again = len(rows)
        if len(rows) > first_after and place != loop and rows[-1][1:] == look:
            rows[-1][0] += 1
        else:
            rows.append([1, *look])
    script = {"rows": rows, "words": list(words), "program": ended - began, "again": again}
    return script | {"number": board._film.number}


def still(board: Board) -> Frame:
    """The frame for a picture that cannot move: now, or the fullest moment of a text about to run."""
    now = board.frame()
    if not now.text or "#" in "".join(now.lamps):
        return now
    fullest = max(board._hardware.afterwards()[0], key=lambda frame: "".join(frame.lamps).count("#"))
    return replace(fullest, tick=now.tick)


def _look(frame: Frame, words: dict[str, int]) -> Row:
    lamps = int("".join(frame.lamps).replace("#", "1").replace(".", "0"), 2)
    pins = sum(1 << place for place, high in enumerate(frame.pins) if high)
    word = words.setdefault(describe(frame), len(words))
    return [lamps, lamp_light(frame), *colour_light(frame), pins, word]
