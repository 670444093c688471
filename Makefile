# Two commands matter: `make learn` and `make test`. The others are for people who write and grade.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: learn test demo build check format lock clean

learn: $(READY)  ## Lay out the workspace and open JupyterLab. More: make learn ARGS="--lang fr --no-browser --port 8899"
	@$(BIN)/lux-ai learn $(ARGS)

test: $(READY)  ## Everything that can be proved. More: make test ARGS="-k board"
	@$(BIN)/python tests/browser_ready.py
	@$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

demo: $(READY)  ## Twelve made-up learners hand in; collect, grade, write feedback, print the marks
	@$(BIN)/python demo/class_of_twelve.py $(ARGS)

build: $(READY)  ## Print the notebooks from course/
	@$(BIN)/lux-ai build

check: $(READY)  ## Format, lint, types, arrows, prints: what the tests check too, in seconds
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports --no-cache && $(BIN)/lux-ai build --check

format: $(READY)
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock:  ## Write constraints.txt anew from the ranges in pyproject.toml
	@rm -rf build/lock && $(PYTHON) -m venv build/lock
	@build/lock/bin/pip install --quiet "$$(grep ^torch== constraints.txt)"  # exact: a range would bring gigabytes of CUDA
	@build/lock/bin/pip install --quiet '.[all]'
	@build/lock/bin/pip freeze --exclude lux-ai-edu | grep -v ' @ ' > build/constraints.txt
	@echo "$$(grep ^torch== constraints.txt)" >> build/constraints.txt
	@sed -i 's/^\(torch==[0-9.]*\)+.*/\1/' build/constraints.txt && sort -u -o constraints.txt build/constraints.txt
	@echo "constraints.txt is written. Run: make test"

clean:
	rm -rf build $(VENV)

# The stamp is made last, so that a broken install is tried again. Without python3-venv, Debian's Python leaves
# an environment that has no pip: it is removed, so that the next try does not take it for a whole one.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and f"lux-ai-edu needs Python 3.11 or newer. This is {v[0]}.{v[1]}. Install a newer one, then: make PYTHON=python3.11 learn")'
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf $(VENV) && $(PYTHON) -m venv $(VENV); } || { rm -rf $(VENV); echo "Python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Installing what is needed. The first time this takes a few minutes."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[all]'
	@touch $@
