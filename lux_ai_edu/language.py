"""English, French, German and Luxembourgish: every sentence a learner meets passes through here.

The English sentence itself is the key, so that code stays readable and a missing translation is English.
Translations are GNU gettext catalogues, read with Python's own `gettext`.
"""

import functools
import gettext
import json
import os
from collections.abc import Callable
from pathlib import Path

LANGUAGES = ("en", "fr", "de", "lb")
WORKSPACE = Path(".lux-ai") / "workspace.json"
_LOCALE = Path(__file__).parent / "locale"
_chosen: str | None = None  # what use() set in this process


def current() -> str:
    """Tell the language of the learner: one of "en", "fr", "de", "lb".

    The first that names one of the four wins: `use()` in this process, the environment variable LUX_AI_LANG,
    "language" in the nearest `.lux-ai/workspace.json` upwards from here, the locale (LC_ALL, LC_MESSAGES,
    LANG). Otherwise English.

    >>> use("fr")
    >>> current()
    'fr'
    >>> use("en")
    """
    if _chosen:
        return _chosen
    if language := _known(os.environ.get("LUX_AI_LANG")):
        return language
    if language := _known(_language_of_workspace()):
        return language
    # The first locale variable that is set decides, as in POSIX: LC_ALL=C is not overruled by LANG=fr_LU.
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return _known(value) or "en"
    return "en"


def use(language: str) -> None:
    """Speak this language from now on, in this process only.

    Raises ValueError for a language that is not one of the four.
    """
    global _chosen
    if language not in LANGUAGES:
        raise ValueError(
            say(
                "There is no language {language}. Choose one of: {languages}.",
                language=repr(language),
                languages=", ".join(LANGUAGES),
            )
        )
    _chosen = language


def say(message: str, /, **values: object) -> str:
    """Translate a sentence of the library, then fill its {placeholders} with `str.format`.

    >>> say("There is no lamp at x = {x}.", x=7)
    'There is no lamp at x = 7.'
    """
    translated = _translate(_LOCALE, message)
    try:
        return translated.format(**values)
    except (LookupError, ValueError, AttributeError):  # a slip in a translation must not stop a learner
        return message.format(**values)


def sentences(file: str | os.PathLike[str]) -> Callable[[str], str]:
    """Make the translator for a module's own sentences: `_ = sentences(__file__)` in its `tasks.py`.

    It reads `<language>.mo` beside the file, in the language of the moment it is called.
    A missing catalogue or a missing sentence gives the English sentence back.

    >>> _ = sentences("course/01-patterns/tasks.py")
    >>> _("Draw a heart.")
    'Draw a heart.'
    """
    return functools.partial(_translate, Path(file).parent)


def nearest_workspace() -> Path | None:
    """Find the learner's workspace: the nearest folder from here upwards with `.lux-ai/workspace.json`."""
    try:
        here = Path.cwd()
        return next((folder for folder in (here, *here.parents) if (folder / WORKSPACE).is_file()), None)
    except OSError:  # the folder was deleted while we were in it, or a parent may not be read
        return None


def _known(text: object) -> str | None:
    """Take "fr" out of "fr", "fr_LU.UTF-8" or "FR-lu"; None if it is none of the four."""
    language = str(text or "").replace("-", "_").split("_")[0].split(".")[0].lower()
    return language if language in LANGUAGES else None


def _language_of_workspace() -> object:
    try:
        folder = nearest_workspace()
        return folder and json.loads((folder / WORKSPACE).read_text(encoding="utf-8"))["language"]
    except (OSError, ValueError, LookupError, TypeError):  # damaged: the learner still gets a language
        return None


def _translate(folder: Path, message: str) -> str:
    language = current()
    if language == "en" or not message:  # gettext answers "" with the catalogue's header
        return message
    file = folder / f"{language}.mo"
    try:
        return _catalogue(file, file.stat().st_mtime_ns).gettext(message)
    except Exception:  # no catalogue, or a damaged one: English is better than a traceback
        return message


@functools.lru_cache(maxsize=64)
def _catalogue(file: Path, changed: int) -> gettext.GNUTranslations:
    """Read a catalogue once; `changed` (its time in ns) makes a newly printed one be read again."""
    with file.open("rb") as stream:
        return gettext.GNUTranslations(stream)
