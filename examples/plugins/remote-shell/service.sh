#!/bin/sh
# A plugin in POSIX shell: socat hands each connection to this script, and curl asks the portal whose word a token is. See README.md.
id=disks
portal=${CALLBOARD_URL:-http://127.0.0.1:7007}
here=$(cd "$(dirname "$0")" && pwd)

if [ "${1:-}" = serve ]; then
  exec socat "TCP-LISTEN:${PORT:-8002},bind=127.0.0.1,reuseaddr,fork" "EXEC:sh $here/service.sh"
fi

answer() { printf 'HTTP/1.0 %s\r\ncontent-type: %s\r\n\r\n' "$1" "${2:-application/json}"; }

# What the portal says of the token: signed by it, not older than a minute, and meant for this plugin.
claims() {
  case $1 in '' | *[!A-Za-z0-9._-]*) return 1 ;; esac
  said=$(printf '{"token":"%s","audience":"%s"}' "$1" "$id" |
    curl -sf -m 5 -H 'content-type: application/json' --data-binary @- "$portal/api/callboard/introspect") || return 1
  case $said in '{"active":true'*) ;; *) return 1 ;; esac
}

cr=$(printf '\r')
token='' length=0
read -r method target _
while read -r name value; do
  value=${value%"$cr"}
  case $name in
    "$cr" | '') break ;;
    [Aa]uthorization:) token=${value#Bearer } ;;
    [Cc]ontent-[Ll]ength:) length=$value ;;
  esac
done

if [ "$method ${target%%\?*}" = 'GET /plugin.yaml' ]; then
  answer '200 OK' application/yaml
  cat "$here/manifest.yaml"
elif ! claims "$token"; then
  answer '401 Unauthorized'
else
  case "$method ${target%%\?*}" in
    'GET /usage')
      answer '200 OK'
      df -P / | awk 'NR == 2 { sub("%", "", $5); printf "{\"value\":%d,\"text\":\"of %s\"}", $5, $1 }'
      ;;
    'POST /actions/tidy')
      head -c "$length" >/dev/null
      answer '200 OK' application/x-ndjson
      for step in 1 2 3 4; do
        printf '{"progress":0.%s,"message":"room %s of 4"}\n' $((step * 2)) "$step"
        sleep 0.2
      done
      printf '{"result":{"message":"All four rooms are tidy"}}\n'
      ;;
    *) answer '404 Not Found' ;;
  esac
fi
