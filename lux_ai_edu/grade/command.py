"""Run nbgrader commands in this process: one start of nbgrader costs seconds, and a course needs several."""

import contextlib
import sys
import warnings
from pathlib import Path

from jupyter_core.application import NoStart
from nbgrader.apps.nbgraderapp import NbGraderApp


def nbgrader(root: Path, *arguments: str) -> int:
    """Run one nbgrader command as if typed in `root`.

    Args:
        root: the folder with `nbgrader_config.py`.
        arguments: as on the command line: "autograde", "01-patterns".

    Returns:
        The command's exit status: 0, or 1 when a submission could not be processed (the others were).
    """
    path = list(sys.path)  # nbgrader puts the current folder in front at each start
    app = NbGraderApp()
    try:
        with contextlib.chdir(root), warnings.catch_warnings():  # the settings silence some
            app.initialize(list(arguments))
            app.start()
    except NoStart:  # how Jupyter's applications end after a subcommand
        return 0
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
    finally:
        app.reset()
        sys.path[:] = path
    return 0
