"""The command `lux-ai`: thin, one function per verb.

What a verb needs is imported when it runs, so that every verb starts fast.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lux_ai_edu.arguments import parser
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import LANGUAGES, WORKSPACE, current, nearest_workspace, say, use

if TYPE_CHECKING:
    from lux_ai_edu.catalogue import Catalogue

HOME = Path("~/lux-ai")  # the workspace, unless the learner stands in one or names another


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb.

    Args:
        arguments: the words behind `lux-ai`; those of this process by default.

    Returns:
        0 when all went well; 1 after one sentence on stderr that says what to do; 130 after Ctrl-C.
        Exits with 2 for words that are not known, and from `learn` with 128 and the number of a signal
        that ended it.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # An old Windows terminal lacks letters: show "?", do not stop.
            stream.reconfigure(errors="replace")
    options = parser().parse_args(arguments)
    try:
        _stand_somewhere()
        return VERBS.get(options.verb, welcome)(options) or 0
    except LearnerError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `lux-ai plan 01 | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def welcome(options: argparse.Namespace) -> None:
    """Say what there is to type."""
    lines = {
        "lux-ai learn": say("open the course"),
        "lux-ai learn 01": say("open the lesson of module 01"),
        "lux-ai progress": say("see what you have done"),
        "lux-ai submit 01": say("hand in the exercise of module 01"),
        "lux-ai plan 01": say("for teachers: the plan of module 01"),
    }
    print(say("Moien! With lux-ai you learn how machines learn. Type one of these:"), end="\n\n")
    for command, meaning in lines.items():
        print(f"  {command:18}{meaning}")
    print("\n" + say("More about one of them: lux-ai learn --help"))


def learn(options: argparse.Namespace) -> None:
    """Lay out the workspace and open it in JupyterLab."""
    from lux_ai_edu import lab, workspace

    folder = _folder(options)
    use(options.lang or _kept_language(folder) or current())
    notebook, modules = "START.ipynb", None
    if options.path:
        modules = _path(options.path)
        if open_ones := [module for module in modules if not _finished(module, folder)]:
            notebook = f"{open_ones[0]}/lesson.ipynb"
    if options.module:
        module = _module(options.module)
        notebook = f"{module}/lesson.ipynb"
        modules = modules and [*modules, module]
    for sentence in workspace.lay_out(folder, current(), modules).sentences():
        print(sentence)
    browser = not options.no_browser and lab.can_open_browser()
    lab.end_when_told()
    lab.stay(lab.start(folder, notebook, options.port, browser))


def progress(options: argparse.Namespace) -> None:
    """Show, copy out or delete what is kept about the learner."""
    from lux_ai_edu import progress, workspace

    folder = _existing(options)
    if options.export:
        kept = {
            "name": workspace.state(folder).get("name", ""),
            "progress": json.loads(progress.export(folder)),
            "handed in": [f"{archive.parent.name}/{archive.name}" for archive in _archives(folder)],
        }
        print(json.dumps(kept, ensure_ascii=False, indent=1))
    elif options.forget:
        try:
            progress.forget(folder)
            workspace.remember(folder, name="")
        except OSError as error:
            raise LearnerError(
                say(
                    "Your progress in {folder} cannot be deleted ({reason}).",
                    folder=folder,
                    reason=error.strerror,
                )
            ) from None
        if archives := _archives(folder):
            print(
                say(
                    "Your name and your progress are deleted. Your notebooks are as they were. "
                    "What you handed in is yours and stays in {folder}: your name is in it.",
                    folder=archives[0].parent,
                )
            )
        else:
            print(say("Nothing is kept about you any more. Your notebooks are as they were."))
    else:
        print(progress.summary({module.id: module.tasks for module in _catalogue().modules}, folder))


def submit(options: argparse.Namespace) -> None:
    """Hand in an exercise, as an archive for the teacher."""
    from lux_ai_edu import workspace
    from lux_ai_edu.submit import submit

    folder, module = _existing(options), _module(options.module)
    name = options.name or str(workspace.state(folder).get("name") or "")
    if not name and sys.stdin.isatty():
        with suppress(EOFError):
            name = input(say("Your name, as your teacher knows it:") + " ")
    submit(folder, module, name)
    workspace.remember(folder, name=name)


def plan(options: argparse.Namespace) -> None:
    """Print the teacher's plan of a module."""
    from importlib.resources import files

    module = _module(options.module)
    if options.lang:
        use(options.lang)
    file = files("lux_ai_edu").joinpath("printed", current(), module, "plan.md")
    try:
        print(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LearnerError(say("There is no plan for module {module} here.", module=module)) from None


def build(options: argparse.Namespace) -> int:
    """Print the course: for authors."""
    from lux_ai_edu.build import build

    return build(Path.cwd(), options.check)


VERBS = {verb.__name__: verb for verb in (learn, progress, submit, plan, build)}


def _stand_somewhere() -> None:
    try:
        Path.cwd()
    except OSError:  # on Linux and macOS a folder may be deleted while a terminal stands in it
        raise LearnerError(say("The folder you are in is gone. Go to another one: cd ~")) from None


def _folder(options: argparse.Namespace) -> Path:
    folder: Path = options.workspace or nearest_workspace() or HOME
    try:
        return folder.expanduser().resolve()
    except (OSError, RuntimeError) as error:  # "~nobody", links in a circle
        raise LearnerError(
            say(
                "{folder} cannot be used ({reason}). Choose another folder: lux-ai learn --workspace FOLDER",
                folder=folder,
                reason=error,
            )
        ) from None


def _existing(options: argparse.Namespace) -> Path:
    folder = _folder(options)
    if not (folder / WORKSPACE).is_file():
        raise LearnerError(say("There is no course in {folder}. Begin with: lux-ai learn", folder=folder))
    use(_kept_language(folder) or current())
    return folder


def _archives(folder: Path) -> list[Path]:
    from lux_ai_edu.submit import FOLDER

    return sorted((folder / FOLDER).glob("*.zip"))


def _kept_language(folder: Path) -> str | None:
    from lux_ai_edu import workspace

    language = str(workspace.state(folder).get("language"))
    return language if language in LANGUAGES else None


def _catalogue() -> "Catalogue":
    from lux_ai_edu import catalogue

    try:
        return catalogue.read_printed()
    except catalogue.CatalogueError:
        raise LearnerError(say("The course is missing or damaged here. Install lux-ai-edu again.")) from None


def _module(word: str) -> str:
    """Find the module that the learner means: "01-patterns", "01", "1" or "patterns"."""
    ids = [module.id for module in _catalogue().modules]
    for id in ids:
        number, _, name = id.partition("-")
        if word.lower() in (id, number, number.lstrip("0"), name):
            return id
    raise LearnerError(
        say("There is no module {module}. The modules are: {modules}.", module=word, modules=", ".join(ids))
    )


def _path(word: str) -> list[str]:
    paths = {path.id: list(path.modules) for path in _catalogue().paths}
    if word.lower() not in paths:
        raise LearnerError(
            say("There is no path {path}. The paths are: {paths}.", path=word, paths=", ".join(paths))
        )
    return paths[word.lower()]


def _finished(module: str, folder: Path) -> bool:
    from lux_ai_edu import progress

    done = progress.read(folder).get(module)
    tasks = next((set(entry.tasks) for entry in _catalogue().modules if entry.id == module), set())
    return done is not None and tasks <= done.right


if __name__ == "__main__":
    sys.exit(main())
