#!/bin/bash
# Scores this renderer against recorded answers of nunjucks, markdown-it and
# Eleventy (../shared/conformance, when it is beside the project). Fails when
# fewer records are equal than the floor of each kind: raise a floor when more are.
set -euo pipefail
cd "$(dirname "$0")/../.."
records=../shared/conformance
go build -o bin/conformance ./cmd/conformance
failed=0
score() { # floor, file of records, mode and its arguments
  local floor=$1 file=$2
  shift 2
  local line equal
  line=$(cd web && node "../$records/score.mjs" --expected "../$records/$file.jsonl" --cmd "../bin/conformance $*" --show 0 --by none | grep '^ALL' || true)
  equal=$(sed -nE 's/.*dom-equal +([0-9]+).*/\1/p' <<<"$line")
  echo "$file: ${line:-no answer}"
  if [ "${equal:-0}" -lt "$floor" ]; then
    echo "$file: ${equal:-0} equal, the floor is $floor" >&2
    failed=1
  fi
}
score 430 nunjucks-cases nunjucks
score 2325 markdown-cases markdown
score 3214 eleventy-cases eleventy
score 545 pages pages --sites "../$records/sites.jsonl"
exit $failed
