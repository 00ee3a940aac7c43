#!/usr/bin/env bash
# The trace tests start PostgreSQL themselves, in a temporary folder; this only makes sure that its programs are there.
set -euo pipefail

have_postgres() {
    command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

have_postgres && exit
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
    echo "The tests need PostgreSQL's server programs. Install them (Debian, Ubuntu: sudo apt-get install postgresql;" \
        "Fedora: sudo dnf install postgresql-server; macOS: brew install postgresql) and run this again." >&2
    exit 1
fi
echo "Installing PostgreSQL for the tests …" >&2
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends postgresql >/dev/null
have_postgres || { echo "apt-get installed postgresql, but no initdb is found under /usr/lib/postgresql." >&2; exit 1; }
