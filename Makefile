# The two commands are `make test` and `make demo`. Each installs what it needs first; the second time that takes no time.
#   make demo REFERENCE=a.tif TARGET=b.tif [METHOD=auto]   on rasters of your own
#   make test TORCH_INDEX=...                              take torch from this package index (README.md, "Engine")
PYTHON ?= /usr/bin/python3
METHOD ?=
REFERENCE ?=
TARGET ?=
TORCH_INDEX ?=
TESTS ?=
BENCH ?=
export PYTHON TORCH_INDEX
export QT_QPA_PLATFORM = offscreen
export TIEPOINT_PYTHON = $(CURDIR)/.venv/bin/python
# Python keeps what it compiles also where containers tell it not to: every process would compile torch anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help test unit qgis lint demo package bench methods translations clean

help:
	@echo "make test      install what is missing, check the style, run all tests"
	@echo "make demo      co-register a generated pair (or REFERENCE=a.tif TARGET=b.tif) and show how well it went"
	@echo "make package   build dist/tiepoint-<version>.zip for 'Install from ZIP' and check it"
	@echo "make bench     measure accuracy, time and memory (BENCH=file, one of the measurements)"
	@echo "make lint      check the style; make unit, make qgis: one half of the tests (TESTS=path, one part of it)"
	@echo "make methods   write the table of methods in README.md anew"
	@echo "make translations  collect the texts that users see, say what is not translated, compile"
	@echo "make clean     remove what these commands wrote, the environments excepted"

test:
	@.ci/install engine qgis
	@$(MAKE) --no-print-directory lint unit qgis

lint:
	@.ci/install engine
	.venv/bin/ruff check .

unit:
	@.ci/install engine
	OMP_NUM_THREADS=1 .venv/bin/pytest -q -n auto --dist loadfile --no-loadscope-reorder $(or $(TESTS),tests/unit)

qgis:
	@.ci/install engine qgis
	OMP_NUM_THREADS=1 .venv-qgis/bin/pytest -q -n $$(( $$(nproc) + 1 )) --dist loadfile $(or $(TESTS),tests/qgis_integration)

demo:
	@.ci/install engine qgis
	@.venv/bin/python tests/demo/demo.py --method "$(METHOD)" --reference "$(REFERENCE)" --target "$(TARGET)"

package:
	@.ci/install engine qgis
	@.venv/bin/python .ci/package.py

bench:
	@.ci/install engine qgis
	@for script in $(or $(BENCH),tests/benchmark/bench_*.py); do echo "== $$script"; .venv/bin/python $$script || exit 1; done

methods:
	@.ci/install engine
	@.venv/bin/python .ci/methods_table.py

translations:
	@.ci/install engine
	@.venv/bin/python .ci/translations.py

clean:
	rm -rf build dist .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +
