"""Install Chromium from Debian for the browser tests when that is possible; else say how to get it."""

import os
import shutil
import subprocess
import sys

INSTALL = ["apt-get", "install", "--yes", "--quiet", "chromium"]


def main() -> None:
    if shutil.which("chromium") or sys.platform != "linux":
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        print(
            "Chromium is not here, so the browser tests will be left out. To have them: sudo "
            + " ".join(INSTALL)
        )
        return
    print("Installing Chromium for the browser tests …", flush=True)
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    for command in (["apt-get", "update", "--quiet"], INSTALL):
        if subprocess.run(command, check=False, **quiet).returncode:
            print(f"This did not work: {' '.join(command)}. The browser tests will be left out.")
            return


if __name__ == "__main__":
    main()
