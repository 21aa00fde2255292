#!/bin/sh
# Which release serves: `make activate` and `make return`, as root, in the folder of a release. The
# layout is that of docs/installing.md.
set -eu
umask 022

current=/opt/dangjian/current
settings=/etc/dangjian/env
units=/etc/systemd/system
release=$(pwd -P)

refuse() {
    echo "$1" >&2
    exit 1
}

# Runs a command of the release in folder $1, as the site's user and with the site's settings.
manage() (
    cd "$1"
    shift
    exec runuser -u dangjian -- .venv/bin/python manage.py "$@"
)

collect() {
    # What was collected later by another release would pass for newer than this one's.
    find "$1" -path '*/static/*' -type f -exec touch {} +
    # Old files stay: pages that were opened before the change still ask for them.
    manage "$1" collectstatic --no-input --verbosity 0
}

serve() {
    ln -sfn "$release" "$current"
    ln -sfn "$current/deploy/dangjian" /usr/local/bin/dangjian
    # Those of this release, over those of the one before; systemd would look through links into a
    # folder that is deleted some day.
    install -m 0644 deploy/systemd/*.service deploy/systemd/*.socket deploy/systemd/*.timer \
        deploy/systemd/*.target "$units"
    for extended in dangjian.service.d dangjian-.service.d; do
        install -D -m 0644 deploy/systemd/dangjian.conf "$units/$extended/dangjian.conf"
    done
    systemctl daemon-reload
    systemctl --quiet enable dangjian.socket dangjian.service
    systemctl restart dangjian.service
    listening=$(systemctl show --property Listen --value dangjian.socket)
    curl --silent --show-error --fail --output /dev/null --max-time 60 --retry 30 --retry-delay 1 \
        "http://${listening%% *}/readyz" || refuse '没有就绪，原因见 journalctl -u dangjian；要回到原来的版本，在它的目录运行 make return。'
    echo "现在运行的是 $release"
}

test "$(id -u)" = 0 || refuse '请用 root 运行。'
test -r "$settings" || refuse "没有 $settings，请先按 docs/installing.md 写好设置。"
test -e .venv/.installed || refuse '这一版还没有安装，请先运行 make setup 或 make install-offline。'
# An office's own umask may have kept the program from its user.
chmod -R u=rwX,go=rX .
ln -sfn "$settings" .env
before=$(readlink -e "$current" || true)

case $1 in
activate)
    test -z "$before" || test "$before" = "$release" || manage "$before" backup
    manage "$release" check --deploy --fail-level ERROR
    # An SQLite database that comes into being now is nobody else's.
    (umask 077 && manage "$release" prepare)
    collect "$release"
    serve
    ;;
return)
    test -n "$before" || refuse '还没有版本在运行。'
    test "$before" != "$release" || refuse '现在运行的就是这一版。'
    manage "$before" backup
    collect "$release"
    # Nobody writes while tables lose columns; nginx tells readers so.
    systemctl stop dangjian.socket dangjian.service
    if ! manage "$before" migrate_back "$release"; then
        collect "$before"
        systemctl start dangjian.socket dangjian.service
        refuse "没有返回，仍由 $before 提供服务。"
    fi
    serve
    ;;
esac
