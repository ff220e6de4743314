#!/bin/sh
set -e
list=/mosquitto/data/dynamic-security.json
[ -f "$list" ] || mosquitto_ctrl dynsec init "$list" silverbell "$SILVERBELL_BROKER_PASSWORD"
chown -R mosquitto:mosquitto /mosquitto/data
exec mosquitto -c /mosquitto/config/mosquitto.conf
