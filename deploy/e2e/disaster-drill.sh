#!/bin/sh
# The disaster drill: a stack of its own is filled, backed up, killed and robbed of everything but its backups and the key
# that lies elsewhere; then it is restored and compared. Needs built services: ./aiops up builds them.
#
#   deploy/e2e/disaster-drill.sh [OFFSET]
set -eu
cd "$(dirname -- "$0")/../.."
offset=${1:-3300}
home=.aiops/offset-$offset
safe=$(mktemp -d)
port=$((8080 + offset))

aiops() { ./aiops "$@" --offset "$offset"; }
get() { curl -fsS -H "Authorization: Bearer $(cat $home/admin.key)" "http://127.0.0.1:$port$1"; }
fail() { echo "DRILL FAILED: $*" >&2; exit 1; }
same() { [ "$2" = "$3" ] || fail "$1 was $2 and is $3"; }

[ ! -e "$home" ] || fail "$home is there already: name another offset"
trap './aiops down --offset "$offset" >/dev/null 2>&1 || true; rm -rf "$safe" "$home"' EXIT

aiops up --no-build >/dev/null
aiops ask "The disk of a server is filling up, what do I do?" >/dev/null
aiops backup --tier weekly || fail "the backup is not proven"
sessions=$(get /api/v1/sessions)
entries=$(get "/api/v1/audit/chain?limit=10")
cp "$home/keys/backup.key" "$safe/"
mv "$home/backups" "$safe/"

echo "Disaster: every process is killed, everything of the stack is deleted"
for state in "$home"/run/*.json; do
  kill -9 "$(sed 's/.*"pid":\([0-9]*\).*/\1/' "$state")" 2>/dev/null || true
done
sleep 3
rm -rf "$home"
mkdir -p "$home"
mv "$safe/backups" "$home/"

aiops restore --from latest --key "$safe/backup.key" --yes || fail "the restore did not end well"
same "the list of sessions" "$sessions" "$(get /api/v1/sessions)"
same "the beginning of the audit ledger" "$entries" "$(get "/api/v1/audit/chain?limit=10")"
aiops audit verify || fail "the audit chain is broken"
aiops ask "The disk of a server is filling up, what do I do?" | grep -q "disk-filling-up" || fail "no answer from the documents"
[ -n "$(ls $home/incidents/recovery-*.md)" ] || fail "no record of the incident"
echo "Drill passed: sessions, ledger and answers are as they were before"
