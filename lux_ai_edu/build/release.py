"""nbgrader's own release of the exercises: answers and hidden tests are taken out."""

import logging
import tempfile
from collections.abc import Mapping
from pathlib import Path

# What a learner finds where the answer was. nbgrader_config.py uses the same two. They are the same in all
# languages: an untouched answer must be recognised, or it would wait for a person to mark it.
CODE_STUB = "# ✏️"
TEXT_STUB = "✏️ …"


def release(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the released exercise of each module, made by nbgrader's GenerateAssignment without a gradebook.

    Args:
        sources: for each module the bytes of its exercise with answers and hidden tests.

    Raises:
        ValueError: nbgrader refused an exercise; its reason is the text.
    """
    # Late, because nbgrader takes a second to start.
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    reasons: list[str] = []
    log = logging.Logger(
        "release", logging.ERROR
    )  # of its own, so that nothing reaches the author's terminal
    handler = logging.Handler()
    handler.emit = lambda record: reasons.append(record.getMessage())  # type: ignore[method-assign]
    log.addHandler(handler)
    with tempfile.TemporaryDirectory() as folder:
        config = Config()
        config.CourseDirectory.root = folder
        config.CourseDirectory.source_directory = "source"
        config.CourseDirectory.release_directory = "release"
        config.GenerateAssignment.no_database = True
        config.SaveCells.enabled = False  # it would write into the gradebook too
        config.ClearSolutions.code_stub = {"python": CODE_STUB}
        config.ClearSolutions.text_stub = TEXT_STUB
        released = {}
        for module, source in sources.items():
            file = Path(folder, "source", module, "exercise.ipynb")
            file.parent.mkdir(parents=True)
            file.write_bytes(source)
            course = CourseDirectory(config=config, log=log)
            course.assignment_id = module
            try:
                GenerateAssignment(coursedir=course, config=config, log=log).start()
                released[module] = Path(folder, "release", module, "exercise.ipynb").read_bytes()
            except Exception as error:
                raise ValueError(f"nbgrader cannot release {module}: {' '.join(reasons) or error}") from error
    return released
