# かんたん窓口: `make` prints the list.
PORTS ?= standard
VILLAGE ?= .village
VOICE ?= .voice
JOBS ?= 2
RUN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset check test test-more chaos perf pictures prepare-demo prepare-dev

help: ## この一覧
	@echo 'make COMMAND'
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | while IFS='	' read -r name text; do printf '  %-12s %s\n' "$$name" "$$text"; done

demo: prepare-demo ## 練習村を動かす (start the practice village; Ctrl-C ends it, data stay; PORTS=auto picks free ports)
	@exec $(RUN)/python -m provisioning.sandbox up --directory $(VILLAGE) --ports $(PORTS) --voice $(VOICE)

demo-reset: prepare-demo ## 練習村を忘れる (forget everything the practice village keeps)
	@$(RUN)/python -m provisioning.sandbox reset --directory $(VILLAGE)

check: prepare-dev ## ruff, mypy, import contracts
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports

test: check ## check, then the tests
	$(RUN)/pytest -n $(JOBS) -m "not more and not chaos"

test-more: prepare-dev ## the slow tests: sizes, contrast, long journeys
	$(RUN)/pytest -n $(JOBS) -m more

chaos: prepare-dev ## programs killed at random
	$(RUN)/pytest -n 0 -m chaos

perf: prepare-dev ## how fast it is here
	@for each in calling outbox ingest guidance answering idle backlog; do echo "== $$each"; $(RUN)/python -m tests.perf.$$each || exit 1; done

pictures: prepare-dev ## 手引きの絵を描きなおす (draw the pictures of the manuals anew; about 5 minutes)
	@$(RUN)/python -m tests.pictures

prepare-demo:
	@sh provisioning/sandbox/prepare.sh sandbox
	@$(RUN)/python -m provisioning.voice --into $(VOICE)

prepare-dev:
	@sh provisioning/sandbox/prepare.sh dev
