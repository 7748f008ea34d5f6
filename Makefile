# The course's commands. `make` alone lists them; README.md and instructor/README.md explain them.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
# These could keep Python from starting at all. helpers/surroundings.py deals with all others.
unexport PYTHONHOME PYTHONPATH

.PHONY: help install lab validate kernel test data solutions release student-kit offline collect autograde report grade-mine
.PHONY: bench-gpu lint lock site

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

# FROM names a folder of packages, for machines without a network: make lab FROM=/media/stick/packages
install:
	@$(PYTHON) install.py $(if $(FROM),--from "$(FROM)")

lab: install  ## open the labs in JupyterLab
	@$(BIN)/jupyter lab --config=.jupyter/lab_config.py $(ARGS)

validate: install  ## run LAB as you saved it, and say which of its visible tests pass
	@$(BIN)/python -m helpers.validate $(if $(LAB),"$(LAB)") $(ARGS)

kernel: install  ## register the course as a kernel for other Jupyter servers and editors
	@$(BIN)/python -m helpers.register_kernel

test: install  ## run all tests that can run on this machine
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal $(ARGS)

data: install  ## fetch the real KDD Cup 1999 files (ARGS="--from DIR": copy them from a folder)
	$(BIN)/python -m helpers.kdd99.fetch $(ARGS)

# LAB and STUDENT restrict what a command works on: make autograde LAB=lab1_xgboost STUDENT=ada
LABS := $(BIN)/python -m instructor
LAB_OPTION := $(if $(LAB),--lab $(LAB))
STUDENT_OPTION := $(if $(STUDENT),--student="$(STUDENT)")
solutions: install  ## run the reference solutions and print their metrics and times
	$(LABS) solutions $(LAB_OPTION) $(ARGS)

release: install  ## build the notebooks in solutions/ from their scripts, and those in labs/ from solutions/
	$(LABS) release $(LAB_OPTION) $(ARGS)

student-kit: install  ## write anomaly-detection-labs.zip, which students get: the labs without answers
	$(LABS) student-kit $(ARGS)

offline: install  ## write offline/, from which machines without a network install (ARGS="--platform windows")
	$(LABS) offline $(ARGS)

site: install  ## write site/, the course as a website
	$(LABS) site $(ARGS)

collect: install  ## unpack FILE, a learning management system's export for LAB, into grading/submitted/
	$(LABS) collect "$(FILE)" $(LAB_OPTION) $(ARGS)

autograde: install  ## grade the submissions in grading/submitted/STUDENT/LAB/
	$(LABS) autograde $(LAB_OPTION) $(STUDENT_OPTION) $(ARGS)

report: install  ## write a report on what the class found hard, and the grades as a CSV file
	$(LABS) report $(ARGS)

grade-mine: install  ## grade your own notebook in labs/ and show the feedback
	$(LABS) grade-mine $(LAB_OPTION) $(ARGS)

bench-gpu: install  ## compare how fast this machine's GPU and CPU train the labs' models
	$(BIN)/python -m benchmarks.gpu $(ARGS)

lint: install  ## check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock: install  ## pin the newest versions that pyproject.toml allows in requirements.lock
	$(BIN)/uv pip compile --quiet --universal --upgrade --python-version 3.11 --all-extras \
		--no-emit-index-url --no-annotate --no-header --output-file requirements.lock pyproject.toml
