"""Text in, notebooks out: `lux-ai build` prints what learners and graders open from course/."""

import sys
from pathlib import Path


def build(root: Path, check: bool = False) -> int:
    """Print the course under `root`, or only look whether the prints are fresh.

    Args:
        root: the folder that holds course/.
        check: name each stale file and write nothing.

    Returns:
        0 if all is well; 1 if the sources have faults (told on stderr) or, with `check`, if a print is stale.
    """
    try:
        # Here, because only authors have these tools: `import lux_ai_edu.build` costs nothing.
        from lux_ai_edu.build import printing
        from lux_ai_edu.build.po import completeness
    except ModuleNotFoundError as error:
        print(
            f"{error.name} is missing. Authors install it with: pip install 'lux-ai-edu[dev]'",
            file=sys.stderr,
        )
        return 1
    try:
        printed = printing.prints(root)
    except ExceptionGroup as faults:
        for fault in faults.exceptions:
            print(fault, file=sys.stderr)
        count = len(faults.exceptions)
        print(f"{count} fault{'s' * (count > 1)}; nothing was written.", file=sys.stderr)
        return 1
    changed = printing.stale(root, printed) if check else printing.write(root, printed)
    print("\n".join(changed) if changed else "Every print is fresh.")
    for path in printing.left_over_and_foreign(root, printed)[1]:
        print(f"{path.as_posix()} is not a print: left as it is")
    if check and changed:
        print("To print them: lux-ai build")
        return 1
    for path, content in printed.items():
        if path.suffix == ".po":
            done, fuzzy, missing = completeness(content)
            print(f"{path.as_posix()}: {done} of {done + fuzzy + missing} sentences, {fuzzy} fuzzy")
    return 0
