# The front door. README.md says who needs which target; `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
ARGS ?=

# A machine whose NVIDIA driver answers gets the GPU builds.
HARDWARE := $(shell nvidia-smi -L >/dev/null 2>&1 && echo gpu || echo cpu)

.PHONY: help lab test data solutions release student-kit collect autograde report grade-mine lint lock

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

lab: $(INSTALLED)  ## open the labs in JupyterLab
	$(BIN)/jupyter lab --config=.jupyter/lab_config.py $(ARGS)

test: $(INSTALLED)  ## run all tests that this machine can run
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal $(ARGS)

data: $(INSTALLED)  ## fetch the real KDD Cup 1999 files (ARGS="--from DIR": take them from a folder)
	$(BIN)/python -m helpers.fetch $(ARGS)

# Narrow what is done: make autograde LAB=lab1_xgboost STUDENT=ada
LABS := $(BIN)/python -m instructor
LAB_OPTION := $(if $(LAB),--lab $(LAB))
STUDENT_OPTION := $(if $(STUDENT),--student $(STUDENT))
solutions: $(INSTALLED)  ## run the reference solutions; print their metrics and times
	$(LABS) solutions $(LAB_OPTION) $(ARGS)

release: $(INSTALLED)  ## build solutions/ from their scripts and labs/ from solutions/
	$(LABS) release $(LAB_OPTION) $(ARGS)

student-kit: $(INSTALLED)  ## write what students get, without answers, to anomaly-detection-labs.zip
	$(LABS) student-kit $(ARGS)

collect: $(INSTALLED)  ## put a learning-management system's FILE for LAB into grading/submitted/
	$(LABS) collect "$(FILE)" $(LAB_OPTION) $(ARGS)

autograde: $(INSTALLED)  ## grade what is in grading/submitted/STUDENT/LAB/
	$(LABS) autograde $(LAB_OPTION) $(STUDENT_OPTION) $(ARGS)

report: $(INSTALLED)  ## write what the class found hard, and grades as CSV
	$(LABS) report $(ARGS)

grade-mine: $(INSTALLED)  ## grade your own notebook in labs/, and show the feedback
	$(LABS) grade-mine $(LAB_OPTION) $(ARGS)

lint: $(INSTALLED)  ## check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

lock: $(INSTALLED)  ## pin the newest versions that fit pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --upgrade --python-version 3.11 --all-extras \
		--no-emit-index-url --no-annotate --no-header --output-file requirements.lock pyproject.toml

$(INSTALLED): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; v = sys.version_info; ok = (3, 11) <= v < (3, 14); \
		sys.exit(None if ok else "The labs need Python 3.11 to 3.13, and $(PYTHON) is %d.%d: run make PYTHON=python3.12, say." % v[:2])'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --constraint requirements.lock --editable ".[$(HARDWARE),scale,dev]"
	@touch $@
