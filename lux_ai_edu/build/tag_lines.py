"""The lines that hold the tags of a text notebook, and whether they can be read."""

import json
import re
from collections.abc import Callable, Iterator

import yaml

Complain = Callable[[int, str], None]  # (line from 1, what is wrong and its cure)

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_EXAMPLE = "like [tests, points=2, net-route]"
_PROSE_EXAMPLE = '+++ {"tags": ["written", "points=3", "why"]}'


def tag_lines(lines: list[str], complain: Complain) -> set[int] | None:
    """Return the numbers (from 1) of the lines with tags; None, and a complaint, if one cannot be read.

    >>> tag_lines(["```{code-cell}", ":tags: [read-only]", "x = 1", "```"], print)
    {2}
    """
    found: set[int] = set()
    sound = True
    fence, opened = "", 0
    for number, line in enumerate(lines, 1):
        opening = _FENCE.match(line)
        cell = bool(opening and opening[2].startswith("{code-cell}"))
        if fence and cell:
            complain(
                opened, f"This block does not end before line {number}: write {fence} after its last line."
            )
            return None
        if fence:
            fence = "" if opening and opening[1].startswith(fence) and not opening[2].strip() else fence
        elif opening:
            fence, opened = opening[1], number
            for place, key, value in _options(lines, number) if cell else ():
                found.add(place)
                sound &= _readable(key, value, place, complain)
        elif line.startswith("+++") and line.strip("+ "):
            found.add(number)
            try:
                data = list(json.loads(line.lstrip("+")).items())
            except (ValueError, AttributeError):
                complain(number, f"This tag line cannot be read. Write it like {_PROSE_EXAMPLE}; got {line}")
                sound = False
            else:
                sound &= all([_readable(key, json.dumps(value), number, complain) for key, value in data])
    if fence:
        complain(opened, f"This block never ends: write {fence} after its last line.")
    return found if sound and not fence else None


def _options(lines: list[str], number: int) -> Iterator[tuple[int, str, str]]:
    """Yield line, key and value of each option of the code cell whose body begins at index `number`."""
    block = lines[number : number + 1] == ["---"]
    pattern = re.compile(r"\s*([\w-]+):(.*)" if block else r"\s*:([\w-]+):(.*)")
    for place, line in enumerate(lines[number + block :], number + block + 1):
        option = pattern.match(line)
        if not option:
            return
        yield place, option[1], option[2].strip()


def _readable(key: str, value: str, number: int, complain: Complain) -> bool:
    try:
        tags = yaml.safe_load(value)
    except yaml.YAMLError:
        tags = None
    if key != "tags":
        complain(number, f'The only option of a cell is "tags", {_EXAMPLE}; got "{key}".')
    elif not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        complain(number, f"These tags cannot be read. Write them {_EXAMPLE}; got {value}")
    elif len(set(tags)) < len(tags):
        complain(number, f"A tag stands twice in {value}: write it once.")
    else:
        return True
    return False
