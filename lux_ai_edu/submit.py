"""Hand in an exercise: try its checks, tell the learner how they went, and pack it for the teacher.

The archive holds the notebook as it is, and a manifest: module, name, time, checksum, version of the course.
`nbgrader zip_collect` takes it with the settings of `nbgrader_config.py`.
"""

import errno
import io
import json
import re
import unicodedata
import warnings
import zipfile
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from lux_ai_edu import catalogue
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import say
from lux_ai_edu.validate import Question, original, validate
from lux_ai_edu.workspace import write

if (
    TYPE_CHECKING
):  # at run time nbformat is imported where it is used: learner rooms start with Python's library
    from nbformat import NotebookNode

FOLDER = "submitted"  # in the workspace
NOTEBOOK = "exercise.ipynb"
MANIFEST = "manifest.json"
LARGEST = 50 * 2**20  # bytes of a notebook that is handed in; more than this is forgotten output
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})


def submit(workspace: Path, module: str, name: str) -> Path:
    """Try the checks of an exercise, print how they went, and write the archive for the teacher.

    The learner's own files are only read. Work that is not finished may be handed in, and handed in again.

    Args:
        workspace: the learner's folder.
        module: the module's id, like "01-patterns".
        name: the learner's name, as the teacher shall read it.

    Returns:
        The archive, in `<workspace>/submitted/`.

    Raises:
        LearnerError: there is nothing to hand in, it cannot be read, or the archive cannot be written.
    """
    if not name.strip():
        raise LearnerError(
            say("Who hands in? Give a name: lux-ai submit {module} --name NAME", module=module)
        )
    folder = workspace / module
    content = _read(folder, module)
    questions, sentences = validate(_parse(folder / NOTEBOOK, content), folder, original(module))
    for line in [*_report(questions), *sentences]:
        print(line)
    archive = _pack(workspace / FOLDER, module, " ".join(name.split()), content)
    print(say("Your work is in {archive}. Give this file to your teacher.", archive=archive))
    return archive


def student_id(name: str) -> str:
    """Turn a name into the id under which nbgrader keeps the learner: small letters, digits and dashes.

    >>> student_id("Zoé Weber")
    'zoe-weber'
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    slug = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")[:60].strip("-")
    # A name without a Latin letter still needs an id, and always the same one.
    return slug or f"learner-{sha256(_utf8(name)).hexdigest()[:8]}"


def _utf8(text: str) -> bytes:
    """Encode a text; what a terminal of another encoding left unreadable (a lone surrogate) becomes "?"."""
    return text.encode("utf-8", "replace")


def _read(folder: Path, module: str) -> bytes:
    known = [entry.id for entry in catalogue.read_printed().modules]
    if module not in known:
        modules = ", ".join(known)
        raise LearnerError(
            say("There is no module {module}. The modules are: {modules}.", module=module, modules=modules)
        )
    try:
        content = (folder / NOTEBOOK).read_bytes()
    except OSError as error:
        raise LearnerError(
            say(
                "{file} cannot be read ({reason}). To get it, run: lux-ai learn {module}",
                file=folder / NOTEBOOK,
                reason=error.strerror,
                module=module,
            )
        ) from None
    if len(content) > LARGEST:
        raise LearnerError(
            say(
                "{file} is larger than {number} MB. "
                "In JupyterLab choose Edit, Clear Outputs of All Cells, save, and try again.",
                file=folder / NOTEBOOK,
                number=LARGEST // 2**20,
            )
        )
    return content


def _parse(file: Path, content: bytes) -> "NotebookNode":
    import nbformat

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a cell without an id gets one; the learner need not know
            # Not nbformat.reads: it writes to stderr what the sentence below says.
            notebook = nbformat.convert(nbformat.reader.reads(content.decode("utf-8")), 4)
            nbformat.validate(notebook)
    except Exception:  # broken JSON, a list, a cell without source: for the learner it is all one
        raise LearnerError(
            say(
                "{file} is not a whole notebook any more. Open it in JupyterLab and save it again, "
                "or take the older one from the folder .ipynb_checkpoints beside it.",
                file=file,
            )
        ) from None
    return notebook


def _report(questions: list[Question]) -> list[str]:
    groups = {
        "right": say("Right:"),
        "not yet": say("Not right yet:"),
        "not tried": say("Not tried yet:"),
        "read": say("Your teacher reads:"),
    }
    lines = []
    for state, heading in groups.items():
        members = [question for question in questions if question.state == state]
        lines += [heading] if members else []
        for question in members:
            lines.append(f"  {question.title}")
            lines += [f"      {question.sentence}"] if question.sentence else []
    if any(question.state in ("not yet", "not tried") for question in questions):
        lines.append(say("You may hand it in like this, go on, and hand it in again: the newest one counts."))
    return lines


def _pack(folder: Path, module: str, name: str, content: bytes) -> Path:
    when = datetime.now(UTC).replace(microsecond=0)

    def path() -> Path:
        return folder / f"{module}_{student_id(name)}_{when:%Y-%m-%d-%H-%M-%S}.zip"

    while path().exists():  # handed in twice within a second
        when += timedelta(seconds=1)
    manifest = {
        "module": module,
        "name": name,
        "time": when.isoformat(),
        "sha256": sha256(content).hexdigest(),
        "course": metadata.version("lux-ai-edu"),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(NOTEBOOK, content)
        archive.writestr(MANIFEST, _utf8(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"))
    try:
        write(path(), packed.getvalue())
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise LearnerError(
                say("The disk is full: nothing was handed in. Make room and try again.")
            ) from None
        raise LearnerError(
            say(
                "Nothing was handed in: {folder} cannot be written ({reason}).",
                folder=folder,
                reason=error.strerror,
            )
        ) from None
    return path()
