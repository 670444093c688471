"""The short tags of a cell, and what they mean for nbgrader."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from lux_ai_edu.build.source import Cell, Complain
from lux_ai_edu.catalogue import did_you_mean


class _Role(NamedTuple):
    kind: str  # the kind of cell it belongs on
    pointed: bool  # must it have points?
    nbgrader: str  # which of nbgrader's four switches are on


_ROLES = {
    "solution": _Role("code", False, "solution"),
    "tests": _Role("code", True, "grade locked"),
    "written": _Role("markdown", True, "grade solution"),
    # On code only: nbgrader would put the English text of locked prose back into a translated submission.
    # It has a name, because nbgrader finds it by its name: one made from its place or its text would change.
    "read-only": _Role("code", False, "locked"),
    "right": _Role("code", False, ""),
    "wrong": _Role("code", False, ""),
}
VARIANTS = ("right", "wrong")  # a lesson may have them too: its tasks have mistakes to prove as well
GRADED = ("solution", "tests", "written")
PLAIN = ("raises-exception",)
_NAME = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")


@dataclass(frozen=True)
class Mark:
    """What the tags of one cell say.

    Args:
        role: one of the tags of the course, or "" for a plain cell.
        name: the name of the task, or of the read-only cell; "" for a plain cell.
        key: which mistake (or which right way) a variant shows.
        points: points of tests or of a written answer; otherwise None.
        plain: tags that are printed as they are.
    """

    role: str = ""
    name: str = ""
    key: str = ""
    points: float | None = None
    plain: tuple[str, ...] = ()

    @property
    def grade_id(self) -> str:
        """The name of the cell in nbgrader's gradebook.

        >>> Mark("tests", "net-route", points=2).grade_id
        'test-net-route'
        """
        return f"test-{self.name}" if self.role == "tests" else self.name

    def nbgrader(self, grade_id: str) -> dict[str, object]:
        """Return nbgrader's metadata (schema 3) of the cell."""
        switches = _ROLES[self.role].nbgrader.split()
        metadata: dict[str, object] = {"grade_id": grade_id, "schema_version": 3}
        metadata |= {switch: switch in switches for switch in ("grade", "locked", "solution", "task")}
        return metadata if self.points is None else metadata | {"points": self.points}


def read_mark(cell: Cell, lesson: bool, complain: Complain) -> Mark | None:
    """Read the tags of a cell; None when they are wrong, which `complain` is told.

    Args:
        cell: the cell.
        lesson: whether it stands in a lesson, which is not graded.
        complain: takes line and message.
    """
    try:
        return _read(cell, lesson)
    except ValueError as fault:
        complain(cell.tag_line, str(fault))
        return None


def _read(cell: Cell, lesson: bool) -> Mark:
    roles = [tag for tag in cell.tags if tag in _ROLES]
    plain = tuple(tag for tag in cell.tags if tag in PLAIN)
    settings = [tag for tag in cell.tags if "=" in tag]
    names = [tag for tag in cell.tags if tag not in (*roles, *plain, *settings)]
    if len(roles) > 1:
        raise ValueError(f"A cell has one role; this one has {' and '.join(roles)}. Keep one of them.")
    if not roles:
        cures = {word: did_you_mean(word, [*_ROLES, *PLAIN]) for word in names + settings}
        # In [net-route, soluton] the near miss is the fault, not the name.
        for word in sorted(cures, key=lambda word: not cures[word].startswith("Did")):
            raise ValueError(f'There is no tag "{word}". {cures[word]}')
        return Mark(plain=plain)
    role = roles[0]
    rule = _ROLES[role]
    if cell.kind != rule.kind:
        cure = (
            "Prose is never read-only: remove the tag."
            if role == "read-only"
            else "Move the tag, or change the cell."
        )
        raise ValueError(f'"{role}" belongs on a {rule.kind} cell, and this is a {cell.kind} cell. {cure}')
    if lesson and role in GRADED:
        raise ValueError(f'"{role}" belongs in exercise.md, because a lesson is not graded. Move it there.')
    if plain and role != "read-only":
        raise ValueError(f'"{plain[0]}" does not go with "{role}": remove one of the two.')
    points, mistake = "points=2, " * rule.pointed, ", forgot-a-cable" * (role == "wrong")
    name = "set-up" if role == "read-only" else "net-route"
    example = f"[{role}, {points}{name}{mistake}]"
    _check_names(role, names, example)
    name, key = (*names, "", "")[:2]
    return Mark(role, name, key, _points(role, settings, example), plain)


def _check_names(role: str, names: list[str], example: str) -> None:
    most = 2 if role in VARIANTS else 1
    if len(names) > most:
        raise ValueError(
            f'"{names[most]}" is one word too many: write it like {example}. Known tags: {", ".join(_ROLES)}.'
        )
    if not names:
        what = "a name" if role == "read-only" else "the name of its task"
        raise ValueError(f'"{role}" needs {what}, like {example}.')
    if role == "wrong" and len(names) < 2:
        raise ValueError(f'"wrong" needs the name of the task and a word for the mistake, like {example}.')
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(
                f'A name has small letters, digits and single hyphens, like {example}; got "{name}".'
            )


def _points(role: str, settings: list[str], example: str) -> float | None:
    if not _ROLES[role].pointed:
        for setting in settings:
            raise ValueError(f'"{role}" takes no "{setting}": only tests and written have points.')
        return None
    if not settings:
        raise ValueError(f'"{role}" has no points: write it like {example}.')
    value = re.fullmatch(r"points=(\d+(?:\.\d+)?)", settings[0])
    if len(settings) > 1 or not value or not float(value[1]):
        raise ValueError(f"points is one number above 0, like {example}; got {', '.join(settings)}.")
    return int(value[1]) if value[1].isdigit() else float(value[1])
