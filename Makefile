# The front door. README.md says who needs which target; `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

.PHONY: help install lab test data solutions release student-kit collect autograde report grade-mine bench-gpu lint lock

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

install:
	@$(PYTHON) install.py

lab: install  ## open the labs in JupyterLab
	@$(BIN)/jupyter lab --config=.jupyter/lab_config.py $(ARGS)

test: install  ## run all tests that this machine can run
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal $(ARGS)

data: install  ## fetch the real KDD Cup 1999 files (ARGS="--from DIR": take them from a folder)
	$(BIN)/python -m helpers.kdd99.fetch $(ARGS)

# Narrow what is done: make autograde LAB=lab1_xgboost STUDENT=ada
LABS := $(BIN)/python -m instructor
LAB_OPTION := $(if $(LAB),--lab $(LAB))
STUDENT_OPTION := $(if $(STUDENT),--student="$(STUDENT)")
solutions: install  ## run the reference solutions; print their metrics and times
	$(LABS) solutions $(LAB_OPTION) $(ARGS)

release: install  ## build solutions/ from their scripts and labs/ from solutions/
	$(LABS) release $(LAB_OPTION) $(ARGS)

student-kit: install  ## write what students get, without answers, to anomaly-detection-labs.zip
	$(LABS) student-kit $(ARGS)

collect: install  ## put a learning-management system's FILE for LAB into grading/submitted/
	$(LABS) collect "$(FILE)" $(LAB_OPTION) $(ARGS)

autograde: install  ## grade what is in grading/submitted/STUDENT/LAB/
	$(LABS) autograde $(LAB_OPTION) $(STUDENT_OPTION) $(ARGS)

report: install  ## write what the class found hard, and grades as CSV
	$(LABS) report $(ARGS)

grade-mine: install  ## grade your own notebook in labs/, and show the feedback
	$(LABS) grade-mine $(LAB_OPTION) $(ARGS)

bench-gpu: install  ## time the labs' training on this machine's GPU and on its CPU
	$(BIN)/python -m benchmarks.gpu $(ARGS)

lint: install  ## check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock: install  ## pin the newest versions that fit pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --upgrade --python-version 3.11 --all-extras \
		--no-emit-index-url --no-annotate --no-header --output-file requirements.lock pyproject.toml
