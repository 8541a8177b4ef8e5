#!/bin/bash
# Finds Chromium for the browser tests, or installs Debian's package.
set -euo pipefail
for browser in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
  if [ -n "$browser" ] && [ -x "$browser" ]; then exit 0; fi
done
if ! command -v apt-get >/dev/null; then
  echo "The browser tests need Chromium: install it, or set CHROMIUM to its path." >&2
  exit 1
fi
sudo=""
if [ "$(id -u)" -ne 0 ]; then
  if ! sudo -n true 2>/dev/null; then
    echo "The browser tests need Chromium: run 'sudo apt-get install chromium', or set CHROMIUM to its path." >&2
    exit 1
  fi
  sudo="sudo -n"
fi
echo "── installing Chromium (Debian's package; some minutes)"
$sudo apt-get update -q
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -q -y --no-install-recommends chromium fonts-dejavu-core
