"""Marking speaks the learner's language: the one in which the notebook was printed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from nbformat import NotebookNode

from lux_ai_edu.language import LANGUAGES


def language_of(notebook: NotebookNode) -> str:
    """Tell the language in which a notebook was printed; English when the notebook does not say it.

    >>> language_of(NotebookNode(metadata={"lux_ai": {"language": "fr"}}))
    'fr'
    """
    ours = notebook.metadata.get("lux_ai")
    language = ours.get("language") if isinstance(ours, dict) else None
    return language if language in LANGUAGES else "en"


@contextmanager
def speaking(notebook: NotebookNode) -> Iterator[None]:
    """Speak the notebook's language: in this process, and in a kernel that is started meanwhile."""
    before = os.environ.get("LUX_AI_LANG")
    os.environ["LUX_AI_LANG"] = language_of(notebook)
    try:
        yield
    finally:
        if before is None:
            del os.environ["LUX_AI_LANG"]
        else:
            os.environ["LUX_AI_LANG"] = before
