"""Is this a notebook, in which widgets can run?"""

import sys
from typing import Any


def in_a_notebook() -> bool:
    """Tell whether the code runs in a kernel of Jupyter.

    Looks only: where nobody imported IPython, there is no notebook.

    >>> in_a_notebook()
    False
    """
    ipython: Any = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None and hasattr(ipython, "get_ipython") else None
    return shell is not None and hasattr(shell, "kernel")
