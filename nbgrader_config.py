"""nbgrader's settings: `nbgrader …` commands work from this folder with no further options.

What is handed out (`exercises/`) and its solutions (`solutions/`) are kept in git; everything that comes from
learners stays under `build/nbgrader/`, which git ignores.
"""

import os
import sys
import warnings
from pathlib import Path

from sqlalchemy.exc import SAWarning

import lux_ai_edu.grade

c = get_config()  # noqa: F821  nbgrader puts this function here

ROOT = Path(__file__).resolve().parent
RUN = ROOT / "build" / "nbgrader"
RUN.mkdir(parents=True, exist_ok=True)  # SQLite makes the file of the gradebook, but not its folder
warnings.simplefilter("ignore", SAWarning)  # nbgrader's own use of its database, nothing to act on
# nbgrader starts `alembic` by its bare name, also where the environment is not activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
# nbgrader's templates do not read HTMLExporter.mathjax_url, and would load MathJax from the internet.
TEMPLATES = str(Path(lux_ai_edu.grade.__file__).parent / "jupyter")
os.environ["JUPYTER_PATH"] = os.pathsep.join([TEMPLATES, os.environ.get("JUPYTER_PATH", "")]).strip(
    os.pathsep
)

c.CourseDirectory.course_id = "lux-ai-edu"
c.CourseDirectory.root = str(ROOT)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
# Forward slashes on Windows too: nbgrader uses these names inside regular expressions.
c.CourseDirectory.submitted_directory = "build/nbgrader/submitted"
c.CourseDirectory.autograded_directory = "build/nbgrader/autograded"
c.CourseDirectory.feedback_directory = "build/nbgrader/feedback"
c.CourseDirectory.solution_directory = "build/nbgrader/solution"
c.CourseDirectory.source_with_tests_directory = "build/nbgrader/source_with_tests"
c.CourseDirectory.db_url = f"sqlite:///{(RUN / 'gradebook.db').as_posix()}"

# ── release: the same bytes as `lux-ai build` prints; the gradebook learns points and hidden tests ──
c.GenerateAssignment.force = True
c.ClearSolutions.code_stub = {"python": "# ✏️"}
c.ClearSolutions.text_stub = "✏️ …"

# ── collect: archives of `lux-ai submit`, from build/nbgrader/downloaded/MODULE/archive/ ──
c.ZipCollectApp.downloaded_directory = "build/nbgrader/downloaded"
c.ZipCollectApp.extractor_plugin = "lux_ai_edu.grade.collect.CheckedArchives"
c.ZipCollectApp.collector_plugin = "lux_ai_edu.grade.collect.ArchiveNames"
c.ZipCollectApp.force = True  # collecting again is normal; it replaces copies, the archives stay as they are

# ── autograde ──
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "lux_ai_edu.grade.repair.RepairCells",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.OverwriteCells.add_missing_cells = True
c.Autograde.autograde_preprocessors = [
    "lux_ai_edu.grade.execute.Execute",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Execute.timeout = 30  # seconds for one cell
c.Execute.shutdown_kernel = "immediate"
c.Execute.extra_arguments = ["--IPKernelApp.log_level=ERROR"]  # no line about TCP for each submission

# ── feedback: nothing of a hidden test ──
c.GenerateFeedback.force = True  # again after a person has marked: comments and points must reach the learner
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "lux_ai_edu.grade.feedback.HideHiddenTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# ── export: marks are about people, so they do not lie in a folder that git watches ──
c.CsvExportPlugin.to = str(RUN / "grades.csv")

# ── formgrader and feedback: what a learner wrote runs in no browser ──
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.preprocessors = ["lux_ai_edu.grade.pictures.DescribePictures"]
c.HTMLExporter.filters = {
    "clean_html": "lux_ai_edu.grade.safe_html.clean",
    "markdown2html": "lux_ai_edu.grade.safe_html.markdown2html",
}
c.WidgetsDataTypeFilter.display_data_priority = [
    "text/html",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/markdown",
    "text/latex",
    "text/plain",
]
