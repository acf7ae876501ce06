# Thin names for run.py, which works the same where there is no make.
PORT ?= 8501
PY ?= python3
.PHONY: help install run demo test test-slow test-faults check audit data verify lock bench mutants pictures

help: ## say what each target does
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1	/' | expand -t 20

install: ## what a server needs and no more; what making tables needs too: make install WITH=pipeline
	@$(PY) run.py install $(WITH)

run: ## set everything up and open the portal at http://localhost:8501 (another port: make run PORT=8600)
	@$(PY) run.py --port $(PORT)

demo: ## the same with invented messages in every state, three desk accounts and a mailbox
	@$(PY) run.py demo --port $(PORT)

test: ## set everything up and run the tests, the browser ones included
	@$(PY) run.py test

test-slow: ## what goes through every name, page, width and force, which would keep make test over twenty minutes
	@$(PY) run.py test-slow

test-faults: ## the slow proofs: servers killed at random, full disks, dead databases and mail servers
	@$(PY) run.py test-faults

check: ## lint, types, import contract, the pages' scripts, and the committed data against its contract
	@$(PY) run.py check

audit: ## look what is installed up in the public list of known faults; says so where it cannot be reached
	@$(PY) run.py audit

data: ## rebuild the committed tables from the official files in SOURCES (default ../shared/sources)
	@$(PY) run.py data

verify: ## make every published number again from the official files in SOURCES and say which differ
	@$(PY) run.py verify

bench: ## measure speed, memory and bytes, beside a peer in the same run
	@$(PY) run.py bench

mutants: ## break a copy of the code in 300 small ways, one at a time, and see which ones the tests notice
	@$(PY) run.py mutants

lock: ## resolve the dependencies again into hashed lock files
	@$(PY) run.py lock

pictures: ## take the pictures of the README anew, from the demonstration
	@$(PY) run.py pictures
