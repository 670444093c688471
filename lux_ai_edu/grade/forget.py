"""Leave nothing of hidden tests in the kernel of a submission; this runs there, before and after them.

IPython shows to whoever asks what a cell left: `Out`, `%tb`, `%whos`. (`In` and `%history` hold nothing of a
cell that `execute.py` runs without history.) What a learner's own code keeps on purpose stays.
"""

import sys
from typing import Any

_FAILURE = ("last_type", "last_value", "last_traceback", "last_exc")  # what %tb and %debug look at
_before: dict[str, Any] = {}


def remember() -> None:
    """Note which names there are, and let IPython keep no values until `forget`."""
    from IPython import get_ipython

    shell: Any = get_ipython()
    _before.update(names=set(shell.user_ns), cache_size=shell.displayhook.cache_size)
    _before["failure"] = {name: vars(sys)[name] for name in _FAILURE if name in vars(sys)}
    shell.displayhook.cache_size = 0
    # IPython shows no value after a ";", and looks for it in the last input that it stored, which is
    # another cell's: without its value, points for a part of the answer would become all points.
    shell.displayhook.quiet = lambda: False


def forget() -> None:
    """Take away the names and the failure that came since `remember`."""
    from IPython import get_ipython

    shell: Any = get_ipython()
    shell.displayhook.cache_size = _before["cache_size"]
    del shell.displayhook.quiet
    for name in set(shell.user_ns) - _before["names"]:
        del shell.user_ns[name]
    for name in _FAILURE:
        vars(sys).pop(name, None)
    vars(sys).update(_before["failure"])
