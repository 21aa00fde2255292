#!/bin/sh
# What systemd's timers do on a server (deploy/systemd), where there is none. Whatever fails is said,
# and is tried again at its next time.
manage() { .venv/bin/python manage.py "$1" & wait $!; }
# Stopping the container does not wait for a nap to end.
trap 'kill $! 2>/dev/null; exit 0' TERM INT

# The night's work begins at half past twelve.
night() { TZ=Asia/Shanghai date -d '-30 minutes' +%F; }

done_for=$(night)
while :; do
    manage publish_due
    if [ "$(night)" != "$done_for" ]; then
        done_for=$(night)
        for command in check_records verify_audit export_archive check_addresses clearsessions \
            forget_deleted analyze backup; do
            manage "$command"
        done
    fi
    sleep 300 &
    wait $!
done
