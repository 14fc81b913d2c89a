#!/bin/sh
# Puts into .venv what the dashboard needs: `sh install.sh`; with `sh install.sh tests` also what the tests need.
# A second call finds everything in place and returns at once.
set -eu
cd "$(dirname "$0")"

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

# System packages, where that is possible without asking for a password.
apt_install() {
    command -v apt-get >/dev/null || stop "Missing: $*. Install it with your system's package manager, then try again."
    if [ "$(id -u)" = 0 ]; then
        as=
    elif sudo -n true 2>/dev/null; then
        as='sudo -n'
    else
        stop "Missing: $*. Type this, then try again: sudo apt-get install -y $*"
    fi
    echo "Installing $* …" >&2
    { $as apt-get update -qq && $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@"; } >/dev/null ||
        stop "Installing $* failed; apt-get says why above."
}

# The first Python that is new enough; Debian 12's python3 is, Ubuntu 22.04's is not.
find_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$python"
            return
        fi
    done
    stop 'Python 3.11 or newer is needed and was not found. On Debian and Ubuntu: sudo apt-get install -y python3'
}

make_environment() {
    python=$(find_python) || exit 1
    rm -rf .venv
    # Debian's Python comes without the part that puts pip into an environment.
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        apt_install "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    "$python" -m venv .venv
}

# Exactly the versions with exactly the hashes in the list, and only when the list is not the one installed last.
install_list() {
    cmp -s "$1" ".venv/$1" && return
    echo "Installing what $1 names …" >&2
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1" ||
        stop "Installing what $1 names failed; pip says why above. Without a connection nothing can be installed."
    cp "$1" ".venv/$1"
}

find_chromium() {
    for browser in chromium chromium-browser google-chrome google-chrome-stable; do
        # Ubuntu's chromium-browser can be a script that only says how to install the snap.
        if command -v "$browser" >/dev/null && "$browser" --version >/dev/null 2>&1; then
            return 0
        fi
    done
    ls "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"/chromium-* >/dev/null 2>&1
}

install_browser() {
    if ! find_chromium; then
        # Ubuntu's package is an empty shell around a snap, which servers and containers cannot run: take Playwright's own there.
        if grep -qs '^ID=ubuntu' /etc/os-release; then
            .venv/bin/python -m playwright install --with-deps chromium ||
                stop 'Chromium could not be installed. Install Google Chrome, or type: sudo snap install chromium; then try again.'
        else
            apt_install chromium
        fi
    fi
    # The weekly export takes this one where it can be had: half the memory.
    if ! command -v chromium-headless-shell >/dev/null && apt-cache show chromium-headless-shell >/dev/null 2>&1; then
        (apt_install chromium-headless-shell) || :
    fi
    if ! fc-list 2>/dev/null | grep -qi 'Noto Sans CJK'; then
        apt_install fontconfig fonts-noto-cjk
    fi
}

# The reverse proxy, to test deploy/ with: unpacked into .venv, because the installed package would start a web server.
# Where it cannot be had its tests say so and are skipped.
unpack_proxy() {
    { command -v nginx || [ -x /usr/sbin/nginx ] || [ -x .venv/nginx/usr/sbin/nginx ]; } >/dev/null 2>&1 && return
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 0
    command -v openssl >/dev/null || apt_install openssl
    echo 'Fetching nginx …' >&2
    rm -rf .venv/nginx.new
    mkdir .venv/nginx.new
    (
        cd .venv/nginx.new
        # Lists of packages that were never fetched, or are old, know no file to download.
        apt-get download -q nginx || { [ "$(id -u)" = 0 ] && apt-get update -qq && apt-get download -q nginx; }
        dpkg-deb -x nginx_*.deb . && rm nginx_*.deb && ./usr/sbin/nginx -v
    ) >/dev/null 2>&1 && mv .venv/nginx.new .venv/nginx || {
        rm -rf .venv/nginx.new
        echo 'nginx cannot be fetched; the tests of the reverse proxy will be skipped.' >&2
    }
}

# Opens the slides of the weekly export, to see that they are whole. Where it cannot be had that test is skipped.
install_office() {
    command -v soffice >/dev/null && return
    (apt_install --no-install-recommends libreoffice-impress-nogui) >/dev/null 2>&1 ||
        echo 'LibreOffice cannot be installed; the test that opens the slides will be skipped.' >&2
}

.venv/bin/python -c '' 2>/dev/null || make_environment
install_list requirements.txt
if [ "${1:-}" = tests ]; then
    install_list requirements-test.txt
    install_browser
    unpack_proxy
    install_office
fi
