"""The words that `lux-ai` knows: its verbs and their options, in the learner's language."""

import argparse
import gettext
from pathlib import Path
from typing import Any

from lux_ai_edu.language import LANGUAGES, say


def parser() -> argparse.ArgumentParser:
    """Return the parser of `lux-ai`: `.verb` is the verb's name, or None where none is typed.

    >>> parser().parse_args(["submit", "01", "--name", "Zoé"]).verb
    'submit'
    """
    argparse._ = _argparse_says  # type: ignore[attr-defined]
    parser = argparse.ArgumentParser(prog="lux-ai", description=say("Learn how machines learn."))
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")

    def verb(name: str, meaning: str) -> argparse.ArgumentParser:
        return verbs.add_parser(name, help=meaning, description=meaning)

    module: dict[str, Any] = {
        "metavar": "MODULE",
        "help": say("a module: 01-patterns, or short 01 or patterns"),
    }
    language: dict[str, Any] = {"choices": LANGUAGES, "help": say("the language: en, fr, de or lb")}
    folder: dict[str, Any] = {
        "type": Path,
        "metavar": "DIR",
        "help": say("your folder; without it the one you are in, or ~/lux-ai"),
    }

    sub = verb("learn", say("open the course"))
    sub.add_argument("module", nargs="?", **module)
    sub.add_argument("--path", help=say("follow a path: go to its first module that is not finished"))
    sub.add_argument("--lang", **language)
    sub.add_argument("--workspace", **folder)
    sub.add_argument("--no-browser", action="store_true", help=say("open no browser, only show the address"))
    sub.add_argument(
        "--port", type=int, help=say("the port of JupyterLab; without it the first free one from 8888 on")
    )

    sub = verb("progress", say("see what you have done"))
    what = sub.add_mutually_exclusive_group()
    what.add_argument("--export", action="store_true", help=say("print all that is kept about you, as JSON"))
    what.add_argument("--forget", action="store_true", help=say("delete all that is kept about you"))
    sub.add_argument("--workspace", **folder)

    sub = verb("submit", say("hand in the exercise of a module"))
    sub.add_argument("module", **module)
    sub.add_argument("--name", help=say("your name, as your teacher knows it"))
    sub.add_argument("--workspace", **folder)

    sub = verb("plan", say("for teachers: the plan of a module"))
    sub.add_argument("module", **module)
    sub.add_argument("--lang", **language)

    sub = verb("build", say("for authors: print the notebooks from course/"))
    sub.add_argument("--check", action="store_true", help=say("only name the prints that are stale"))
    return parser


def argparse_words() -> dict[str, str]:
    """Return what argparse itself may tell somebody who types `lux-ai`, by its English words."""
    return {
        "usage: ": say("usage:") + " ",
        "positional arguments": say("positional arguments"),
        "options": say("options"),
        "show this help message and exit": say("show this help message and exit"),
        "argument %(argument_name)s: %(message)s": say("argument %(argument_name)s: %(message)s"),
        "invalid choice: %(value)r (choose from %(choices)s)": say(
            "invalid choice: %(value)r (choose from %(choices)s)"
        ),
        "invalid %(type)s value: %(value)r": say("invalid %(type)s value: %(value)r"),
        "expected one argument": say("expected one argument"),
        "unrecognized arguments: %s": say("unrecognized arguments: %s"),
        "the following arguments are required: %s": say("the following arguments are required: %s"),
        "not allowed with argument %s": say("not allowed with argument %s"),
        "%(prog)s: error: %(message)s\n": say("%(prog)s: error: %(message)s") + "\n",
    }


def _argparse_says(message: str) -> str:
    """Stand for the `gettext` that argparse calls `_`: its own looks for catalogues elsewhere on the disk."""
    return argparse_words().get(message) or gettext.gettext(message)
