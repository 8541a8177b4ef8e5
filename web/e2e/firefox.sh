#!/bin/bash
# Finds Firefox for the journeys of firefox.test.ts, or installs Debian's
# package. Without it these journeys are skipped, and say so.
set -uo pipefail
for browser in "${FIREFOX:-}" /usr/bin/firefox-esr /usr/bin/firefox; do
  if [ -n "$browser" ] && [ -x "$browser" ]; then exit 0; fi
done
skip() {
  echo "── no Firefox: $1; its journeys are skipped (install firefox-esr, or set FIREFOX to its path)"
  exit 0
}
command -v apt-get >/dev/null || skip "this system has no apt-get"
sudo=""
if [ "$(id -u)" -ne 0 ]; then
  sudo -n true 2>/dev/null || skip "installing it needs sudo"
  sudo="sudo -n"
fi
echo "── installing Firefox (Debian's package; some minutes)"
$sudo apt-get update -q || skip "the list of packages could not be read"
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -q -y --no-install-recommends firefox-esr || skip "the package could not be installed"
