# Everything that the project does, on a machine with Go, Node and make. Each
# target sets up what it needs and says so.

SHELL := /bin/bash
.DELETE_ON_ERROR:

GO       ?= go
NODE     ?= node
NPM      ?= npm
ADDR     ?= 127.0.0.1:8000
BIN      := bin/apercu
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
# What the front end is built from: Go below app and wasm, and web's own sources.
FRONT    := $(shell find app wasm cmd/framesources -name '*.go' -o -path 'app/theme/*' -type f -o -path 'app/share/*' -name '*.txt' 2>/dev/null) \
            $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -path web/.build -prune -o -path web/e2e -prune -o -path web/bench -prune -o -type f ! -name '*.test.mjs' -print 2>/dev/null)
# Packages that must behave the same in WebAssembly.
CORE     := $(shell $(GO) list ./app/... 2>/dev/null | grep -v -e /app/ui$$ -e /app/ui/)
say      = @echo "── $(1)"

.PHONY: nunjucks-diff eleventy-diff all run build test test-go test-wasm test-web test-durability conformance bench lint screenshots clean chromium firefox npm

all: build

## run: build everything and serve the editor at http://127.0.0.1:8000
run: build
	$(BIN) serve --addr $(ADDR)

## build: front end, WebAssembly, and the binary bin/apercu with both inside
##        (FAST=1 compresses less, for a quicker turn)
build: $(BIN)

$(BIN): web/dist/apercu-build.json $(shell find cmd/apercu web/embed.go -name '*.go' 2>/dev/null) go.mod
	$(call say,building $(BIN))
	@mkdir -p bin
	CGO_ENABLED=0 $(GO) build -trimpath -o $(BIN) ./cmd/apercu

# A quick build is not taken for a whole one, nor the other way round.
MODE := web/.build/mode-$(if $(FAST),fast,whole)
$(MODE):
	@mkdir -p $(@D) && rm -f web/.build/mode-* && touch $@

web/dist/apercu-build.json: $(FRONT) go.mod $(MODE) | npm
	$(call say,building the front end)
	cd web && $(NODE) build.mjs $(if $(FAST),--fast)

npm: web/node_modules/.package-lock.json
web/node_modules/.package-lock.json: web/package-lock.json
	$(call say,installing npm packages (web/package-lock.json))
	cd web && $(NPM) ci --no-audit --no-fund
	@touch $@

## chromium: the browser for tests, from Debian's packages when there is none
chromium:
	@bash web/e2e/chromium.sh

## firefox: the same for the journeys in Firefox, which are skipped without it
firefox:
	@bash web/e2e/firefox.sh

## lint: formatting, go vet, staticcheck, TypeScript's types
lint: npm
	$(call say,gofmt)
	@bad=$$(gofmt -l app cmd wasm web/*.go); if [ -n "$$bad" ]; then echo "not formatted: $$bad"; exit 1; fi
	$(call say,go vet)
	$(GO) vet ./...
	GOOS=js GOARCH=wasm $(GO) vet ./wasm ./app/...
	$(call say,staticcheck)
	$(GO) run $(STATICCHECK) ./...
	$(GO) run -exec "env GOOS=js GOARCH=wasm" $(STATICCHECK) ./wasm ./app/...
	$(call say,TypeScript)
	cd web && npx --no-install tsc --noEmit -p .

## test: all of it
test: lint test-go test-wasm test-web conformance

test-go:
	$(call say,Go tests)
	$(GO) test ./...

## test-wasm: the same tests of the core in WebAssembly, run by Node
test-wasm:
	$(call say,Go tests in WebAssembly)
	GOOS=js GOARCH=wasm $(GO) test -exec="$$($(GO) env GOROOT)/lib/wasm/go_js_wasm_exec" $(CORE)

## test-web: what the build does to WebAssembly, then journeys in a real browser
test-web: build chromium firefox
	$(call say,tools of the build)
	cd web && $(NODE) --test tools/tools.test.mjs
	$(call say,browser journeys)
	cd web && $(NODE) e2e/run.mjs

## test-durability: kills the page 50 times while someone types, and counts what is lost
test-durability: build chromium
	$(call say,killing the page while typing (some minutes))
	cd web && DURABILITY=$${DURABILITY:-50} $(NODE) e2e/run.mjs store.test --test-name-pattern=killed

## conformance: score against recorded answers of the real tools, when they are there
conformance:
	@if [ -f ../shared/conformance/score.mjs ]; then \
	  bash cmd/conformance/score.sh; \
	else echo "conformance: no records in ../shared/conformance, skipped"; fi

## nunjucks-diff: the same random templates through package template and the real nunjucks
NUNJUCKS := web/.build/nunjucks
nunjucks-diff: | $(NUNJUCKS)/node_modules/nunjucks
	$(call say,random templates (SEED=$(or $(SEED),1) N=$(or $(N),5000)))
	TZ=UTC $(GO) run ./app/template/testdata/diff -modules $(NUNJUCKS) -seed $(or $(SEED),1) -n $(or $(N),5000)
$(NUNJUCKS)/node_modules/nunjucks:
	$(call say,installing nunjucks 3.2.4)
	$(NPM) install --prefix $(NUNJUCKS) --no-audit --no-fund --no-save nunjucks@3.2.4

## eleventy-diff: a whole site, then random pages, through apercu and the real Eleventy, 2 and 3
ELEVENTY2 := web/.build/eleventy2
ELEVENTY3 := web/.build/eleventy3
eleventy-diff: $(ELEVENTY2)/node_modules/.package-lock.json $(ELEVENTY3)/node_modules/.package-lock.json
	$(call say,the site of cmd/eleventydiff and $(or $(N),300) random pages (SEED=$(or $(SEED),1)))
	@mkdir -p web/.build && $(GO) build -o web/.build/apercu ./cmd/apercu && $(GO) build -o web/.build/eleventydiff ./cmd/eleventydiff
	for v in 2 3; do for n in 0 $(or $(N),300); do \
	  web/.build/eleventydiff -apercu web/.build/apercu -modules web/.build/eleventy$$v -version $$v -random $$n -seed $(or $(SEED),1) || exit 1; done; done
web/.build/eleventy%/node_modules/.package-lock.json: cmd/eleventydiff/modules%.json
	$(call say,installing Eleventy $* and its plugins)
	@mkdir -p web/.build/eleventy$* && cp $< web/.build/eleventy$*/package.json
	$(NPM) install --prefix web/.build/eleventy$* --no-audit --no-fund
	@touch $@

## bench: measures every budget beside its peer; report in web/bench/report.md
##        (QUICK=1 measures less; ONLY=typing,check… measures these alone,
##        SIZES=10,500 types in pages of so many KB)
bench: build chromium
	$(call say,benchmarks (about six minutes on two cores))
	SIZES=$(SIZES) $(GO) run ./cmd/bench $(if $(QUICK),-quick) $(if $(ONLY),-only $(ONLY))

## screenshots: the pictures of the README
screenshots: build chromium
	cd web && $(NODE) e2e/screenshots.mjs

clean:
	rm -rf bin web/.build $(filter-out web/dist/README.md,$(wildcard web/dist/*))
