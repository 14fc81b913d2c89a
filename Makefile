# Two commands on a fresh machine: `make run` and `make test`. Options for the server: make run ARGS="--port 8600".
PYTHON := .venv/bin/python

.PHONY: run test lint bench faults requirements clean

run:
	@sh install.sh
	@exec $(PYTHON) -m dashboard.serve $(ARGS)

test: lint
	$(PYTHON) -m pytest

lint:
	@sh install.sh tests
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

bench:
	@sh install.sh tests
	$(PYTHON) -m tests.benchmarks.load_cost
	$(PYTHON) -m tests.benchmarks.page_cost
	$(PYTHON) -m tests.benchmarks.overview_opened
	$(PYTHON) -m tests.benchmarks.filter_drawn
	$(PYTHON) -m tests.benchmarks.rows_cost
	$(PYTHON) -m tests.benchmarks.search_cost
	$(PYTHON) -m tests.benchmarks.export_cost
	$(PYTHON) -m tests.benchmarks.refusal_cost

# A hundred runs of each fault take hours; make faults ARGS="--runs 5 --fault disk_full" is a part of them.
faults:
	@sh install.sh tests
	$(PYTHON) -m tests.faults $(ARGS)

# The pinned lists, from the short lists of what we use ourselves.
requirements:
	@sh install.sh tests
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements.in -o requirements.txt
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements-test.in -o requirements-test.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
