{{- define "aiops.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "aiops.labels" -}}
app.kubernetes.io/part-of: agent-aiops
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "aiops.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (include "aiops.name" .) }}
{{- end }}

{{- /* The keys that each service needs, and no other: variable to file of the secret. */ -}}
{{- define "aiops.keyFiles" -}}
agent-gateway:
  AIOPS_JWT_PUBLIC_KEY_FILE: jwt-public.pem
  AIOPS_JWT_PRIVATE_KEY_FILE: jwt-private.pem
  AIOPS_ADMIN_KEY_FILE: admin.key
  AIOPS_ALERT_ROUTER_KEY_FILE: alert-router.key
  AIOPS_TOOL_RUNNER_KEY_FILE: tool-runner.key
  AIOPS_CONVERSATION_KEY_FILE: conversations.key
  AIOPS_PSEUDONYM_KEY_FILE: pseudonyms.key
tool-runner:
  AIOPS_JWT_PUBLIC_KEY_FILE: jwt-public.pem
  AIOPS_TOOL_RUNNER_KEY_FILE: tool-runner.key
rag-indexer:
  AIOPS_JWT_PUBLIC_KEY_FILE: jwt-public.pem
  AIOPS_PSEUDONYM_KEY_FILE: pseudonyms.key
ops-scheduler:
  AIOPS_JWT_PUBLIC_KEY_FILE: jwt-public.pem
  AIOPS_PSEUDONYM_KEY_FILE: pseudonyms.key
  AIOPS_BACKUP_KEY_FILE: backup.key
  AIOPS_AUDIT_PRIVATE_KEY_FILE: audit-private.pem
  AIOPS_AUDIT_PUBLIC_KEY_FILE: audit-public.pem
alert-router:
  AIOPS_JWT_PUBLIC_KEY_FILE: jwt-public.pem
  AIOPS_ALERT_ROUTER_KEY_FILE: alert-router.key
  AIOPS_PSEUDONYM_KEY_FILE: pseudonyms.key
{{- end }}

{{- /* What a backup wraps besides: without these files what the database holds cannot be read. */ -}}
{{- define "aiops.wrappedKeys" -}}
[admin.key, alert-router.key, tool-runner.key, conversations.key, pseudonyms.key, jwt-private.pem, jwt-public.pem, audit-private.pem, audit-public.pem]
{{- end }}
