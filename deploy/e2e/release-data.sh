#!/bin/sh
# Keeps what a release keeps, for the upgrade tests of later ones: uses a running stack of that release as people do,
# then writes each service's schema and rows as one SQL script, with the keys that they are sealed and signed with.
#
#   deploy/e2e/release-data.sh CHECKOUT OFFSET VERSION
#
# CHECKOUT is a clone of the repository at the release, its stack was started with `./aiops up --offset OFFSET` and has
# no other use: its keys are published with the data. Writes SERVICE/src/test/resources/upgrade/VERSION/ of this
# repository, and the schemas of the events. Needs curl, jq, psql and gzip.
set -eu

checkout=$1 offset=$2 version=$3
here=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
home=$checkout/.aiops/offset-$offset
gateway=http://localhost:$((8080 + offset))
key=$(cat "$home/admin.key")
PGPASSWORD=$(cat "$home/keys/database.password")
export PGPASSWORD
query() { psql -X -q -A -t -v ON_ERROR_STOP=1 -h 127.0.0.1 -p $((5432 + offset)) -U aiops -d aiops -c "$1"; }

# Prints the answer; a refusal ends the script with what was said.
call() { # METHOD PATH [JSON]
  curl -sS --fail-with-body -X "$1" "$gateway$2" -H "Authorization: Bearer $key" -H 'Content-Type: application/json' \
    -H 'Prefer: wait=60' ${3:+-d "$3"}
}

use() {
  first=$(call POST /api/v1/queries '{"text": "The disk of a server is filling up, what do I do?"}' | jq -er .id)
  call POST /api/v1/queries '{"text": "How do I renew a certificate that has expired?"}'
  call POST "/api/v1/runs/$first/feedback" '{"rating": "up", "comment": "It named the right folder"}'
  call POST /api/v1/keys '{"name": "laptop of ada", "principal": "ada", "role": "operator"}'
  call POST /api/v1/cases '{"title": "Slow since Monday", "problem": "Answers take a minute", "kind": "problem"}'
  call POST /api/v1/documents '{"documentId": "upgrade/rotate-the-pump.md", "title": "Rotate the pump",
    "mediaType": "text/markdown", "content": "# Rotate the pump\n\nClose valve 7, then turn the pump by hand.\n"}'
  call POST /api/v1/tools/terminal/calls '{"arguments": {"command": "df -h /"}}'
  call POST /api/v1/tools/terminal/calls '{"arguments": {"command": "systemctl restart aiops-there-is-no-such-unit"}}'
  call POST /api/v2/alerts '[{"labels": {"alertname": "PumpStuck", "severity": "critical", "host": "pump-1"},
    "annotations": {"summary": "The pump stands still"}, "endsAt": "2099-01-01T00:00:00Z"},
    {"labels": {"alertname": "ValveLoose", "severity": "warning", "host": "valve-7"},
    "annotations": {"summary": "Valve 7 rattles"}, "endsAt": "2099-01-01T00:00:00Z"}]'
  call POST /api/v2/silences '{"matchers": [{"name": "alertname", "value": "ValveLoose", "isRegex": false,
    "isEqual": true}], "startsAt": "'$(date -u +%FT%TZ)'", "endsAt": "'$(date -u -d "+28 days" +%FT%TZ)'", "createdBy": "ada",
    "comment": "Known, waits for the spare part"}'
  # These say by their exit status what they found, which is not ours to judge.
  (cd "$checkout" && ./aiops run daily-health-check --offset "$offset") || true
  (cd "$checkout" && ./aiops run runbook-check --offset "$offset") || true
  (cd "$checkout" && ./aiops backup --offset "$offset") || true
}

# The script of one service: its migrations as the release had them, in the order in which they ran, then the rows.
script() { # SERVICE SCHEMA
  echo "-- $1 $version, written by deploy/e2e/release-data.sh"
  cat <<SQL
CREATE SCHEMA $2;
SET search_path = $2;
CREATE TABLE flyway_schema_history (installed_rank int NOT NULL CONSTRAINT flyway_schema_history_pk PRIMARY KEY,
  version varchar(50), description varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL,
  checksum int, installed_by varchar(100) NOT NULL, installed_on timestamp NOT NULL DEFAULT now(),
  execution_time int NOT NULL, success boolean NOT NULL);
CREATE INDEX flyway_schema_history_s_idx ON flyway_schema_history (success);
SQL
  query "SELECT script FROM $2.flyway_schema_history WHERE type = 'SQL' ORDER BY installed_rank" | while read -r name; do
    echo "-- $name"
    cat "$checkout/$1/src/main/resources/db/migration/${name##*/}" 2>/dev/null ||
      cat "$checkout/deploy/event-bus/src/main/resources/db/eventbus/${name##*/}"
    echo
  done
  echo "SET session_replication_role = replica;"
  # What the migrations put in themselves is among the rows.
  query "SELECT 'TRUNCATE ' || string_agg(quote_ident(relname), ', ') || ';' FROM pg_class
    WHERE relnamespace = '$2'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition"
  query "SELECT c.relname FROM pg_class c WHERE c.relnamespace = '$2'::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT c.relispartition ORDER BY 1" | while read -r table; do
    columns=$(query "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
      WHERE attrelid = '$2.$table'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''")
    echo "COPY $table ($columns) FROM stdin;"
    query "COPY (SELECT $columns FROM $2.$table) TO STDOUT"
    echo '\.'
  done
  query "SELECT format('SELECT setval(%L, %s, true);', sequencename, last_value) FROM pg_sequences
    WHERE schemaname = '$2' AND last_value IS NOT NULL"
}

use >&2
# What is under way comes to rest: outboxes are empty, runs have ended.
tries=0
until [ "$(query "SELECT (SELECT count(*) FROM agent_gateway.outbox) + (SELECT count(*) FROM ops_scheduler.outbox)
    + (SELECT count(*) FROM alert_router.outbox) + (SELECT count(*) FROM rag_indexer.outbox)
    + (SELECT count(*) FROM tool_runner.outbox) + (SELECT count(*) FROM agent_gateway.run WHERE ended_at IS NULL)")" = 0 ] ||
    [ $tries = 60 ]; do
  tries=$((tries + 1))
  sleep 1
done

for service in agent-gateway tool-runner rag-indexer ops-scheduler alert-router; do
  folder=$here/$service/src/test/resources/upgrade/$version
  mkdir -p "$folder"
  script $service "$(echo $service | tr - _)" | sed "s,$checkout,/opt/agent-aiops,g" | gzip -9n >"$folder/database.sql.gz"
done
cp "$home/keys/conversations.key" "$here/agent-gateway/src/test/resources/upgrade/$version/"
cp "$home/keys/audit-private.pem" "$home/keys/audit-public.pem" "$here/ops-scheduler/src/test/resources/upgrade/$version/"
folder=$here/deploy/event-contracts/src/test/resources/upgrade/$version/schemas
mkdir -p "$folder"
cp "$checkout"/deploy/event-contracts/src/main/resources/schemas/*.json "$folder/"
