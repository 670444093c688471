"""Collecting with `nbgrader zip_collect`: what is taken, in which order, and what is refused, by name."""

import json
import shutil
import stat
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from lux_ai_edu.grade.command import nbgrader
from lux_ai_edu.submit import submit
from lux_ai_edu.workspace import lay_out

ROOT = Path(__file__).parents[1]
MODULE = "01-patterns"
pytestmark = pytest.mark.xdist_group("submit")


def make_archive(file: Path, name: str, notebook: str = "{}", /, **more: object) -> None:
    """An archive as `submit` makes it, or changed by hand: `more` replaces what the manifest says."""
    manifest = {"module": MODULE, "name": name, "sha256": sha256(notebook.encode()).hexdigest(), **more}
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("exercise.ipynb", notebook)
        archive.writestr("manifest.json", json.dumps(manifest))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course folder with the exercise released."""
    root = tmp_path / "course"
    (root / "build/nbgrader/downloaded" / MODULE / "archive").mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    shutil.copytree(ROOT / "exercises", root / "exercises")
    return root


def collected(root: Path) -> dict[str, tuple[str, str]]:
    """What nbgrader holds of each learner: the notebook, and the time (UTC)."""
    folders = sorted((root / "build/nbgrader/submitted").glob("*"))
    return {
        folder.name: tuple(
            (folder / MODULE / name).read_text() for name in ("exercise.ipynb", "timestamp.txt")
        )
        for folder in folders
    }


def test_zip_collect_takes_what_submit_makes(root: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "lux-ai"
    lay_out(workspace, "en")
    archive = submit(workspace, MODULE, "Zoé Weber")
    shutil.copy(archive, root / "build/nbgrader/downloaded" / MODULE / "archive")
    assert nbgrader(root, "zip_collect", MODULE) == 0
    with zipfile.ZipFile(archive) as opened:
        time = json.loads(opened.read("manifest.json"))["time"]
    text = (workspace / MODULE / "exercise.ipynb").read_text(encoding="utf-8")
    assert collected(root) == {"zoe-weber": (text, time.replace("T", " ").removesuffix("+00:00"))}


def test_the_newest_counts_and_names_may_be_changed_on_the_way(root: Path) -> None:
    folder = root / "build/nbgrader/downloaded" / MODULE / "archive"
    # The same name in small letters, with "é" in two characters as macOS writes it, and two blanks.
    make_archive(folder / f"{MODULE}_zoe-weber_2026-11-23-10-00-59.zip", "zoe\u0301  weber", "new")
    make_archive(folder / f"{MODULE}_zoe-weber_2026-11-23-10-00-02 (1).zip", "Zoé Weber", "old")
    moodle = folder / "Ben Faber_4711_assignsubmission_file_"
    moodle.mkdir()
    make_archive(moodle / f"{MODULE}_ben-faber_2026-11-24-00-00-00.zip", "Ben Faber", "ben")
    make_archive(folder / f"Lea_Lux_12_{MODULE}_lea-lux_2026-11-24-00-00-00.zip", "Lea Lux", "lea")
    expected = {
        "ben-faber": ("ben", "2026-11-24 00:00:00"),
        "lea-lux": ("lea", "2026-11-24 00:00:00"),
        "zoe-weber": ("new", "2026-11-23 10:00:59"),
    }
    for _ in range(2):  # collecting again is normal
        assert nbgrader(root, "zip_collect", MODULE) == 0
        assert collected(root) == expected


def test_a_bad_archive_is_refused_by_name_and_the_others_are_taken(
    root: Path, capsys: pytest.CaptureFixture
) -> None:
    folder = root / "build/nbgrader/downloaded" / MODULE / "archive"

    def path(who: str, day: int = 23) -> Path:
        return folder / f"{MODULE}_{who}_2026-11-{day}-10-00-00.zip"

    make_archive(path("good"), "Good")
    make_archive(path("late", 30), "Late")
    reasons = {}

    def bad(who: str, reason: str) -> Path:
        reasons[path(who).name] = reason
        return path(who)

    make_archive(bad("cut", "damaged"), "Cut", "x" * 1000)
    path("cut").write_bytes(path("cut").read_bytes()[:-100])
    make_archive(bad("flipped", "damaged"), "Flipped", "x" * 1000)
    path("flipped").write_bytes(path("flipped").read_bytes().replace(b"xxxx", b"xxxy", 1))
    make_archive(bad("other-sum", "checksum differs"), "Other", sha256="0" * 64)
    make_archive(bad("other-module", "it is for 02-decisions"), "Other", module="02-decisions")
    make_archive(bad("no-name", "manifest is not complete"), "x", name=None)
    bad("empty", "damaged").write_bytes(b"")
    with zipfile.ZipFile(bad("lzma", "damaged"), "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("exercise.ipynb", "{}")
        archive.writestr("manifest.json", "{}")
    packed = path("lzma").read_bytes()
    head = packed.index(b"manifest.json") + len("manifest.json")
    path("lzma").write_bytes(packed[: head + 4] + b"\xff" + packed[head + 5 :])  # no LZMA has this option
    month_13 = folder / f"{MODULE}_month_2026-13-23-10-00-00.zip"
    make_archive(month_13, "Month")
    reasons[month_13.name] = "the time in its name, 2026-13-23-10-00-00, is none"
    bad("no-manifest", "is missing in it").touch()
    with zipfile.ZipFile(path("no-manifest"), "w") as archive:
        archive.writestr("exercise.ipynb", "{}")
    make_archive(bad("slip", "“evil.py”, which lux-ai submit does not put there"), "Slip")
    with zipfile.ZipFile(path("slip"), "a") as archive:
        archive.writestr("../../../evil.py", "print('got out')")
    make_archive(bad("twice", "is there twice"), "Twice")
    with zipfile.ZipFile(path("twice"), "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("exercise.ipynb", "other")
    link = zipfile.ZipInfo("exercise.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    bad("link", "“exercise.ipynb”, which lux-ai submit does not put there").touch()
    with zipfile.ZipFile(path("link"), "w") as archive:
        archive.writestr(link, "/etc/passwd")
    make_archive(bad("zoe-weber", "has the same id"), "Zoe Weber")
    make_archive(path("zoe-weber", 20), "Zoé Weber", "of Zoé")
    (folder / "holiday.pdf").write_bytes(b"%PDF")
    reasons["holiday.pdf"] = "has a name like"

    assert nbgrader(root, "zip_collect", MODULE) == 0
    said = capsys.readouterr().err
    for name, reason in reasons.items():
        assert any(f"{name} was not collected" in line and reason in line for line in said.splitlines()), name
    assert f"{len(reasons)} of the files were not collected" in said
    assert list(collected(root)) == ["good", "late", "zoe-weber"]
    assert collected(root)["zoe-weber"][0] == "of Zoé"
    assert not list(root.parent.rglob("evil.py"))
