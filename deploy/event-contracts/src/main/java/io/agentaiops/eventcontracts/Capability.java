package io.agentaiops.eventcontracts;

import java.util.Optional;
import java.util.Set;

/**
 * What a step of a procedure can ask for by {@code uses:}. The owner answers every {@code OperationRequested} that
 * names one of its capabilities; a procedure that names anything else is refused when it is loaded.
 */
public enum Capability {
    OLLAMA_VERSION("ollama.version", Owner.AGENT_GATEWAY, Risk.READ, Set.of(), Set.of()),
    OLLAMA_MODELS("ollama.models", Owner.AGENT_GATEWAY, Risk.READ, Set.of(), Set.of("require")),
    OLLAMA_PULL("ollama.pull", Owner.AGENT_GATEWAY, Risk.CHANGE, Set.of("model"), Set.of()),
    AGENT_ASK("agent.ask", Owner.AGENT_GATEWAY, Risk.READ, Set.of("question"), Set.of("within", "answer")),
    AGENT_PERFORMANCE("agent.performance", Owner.AGENT_GATEWAY, Risk.READ, Set.of(), Set.of("window")),
    AGENT_SESSIONS("agent.sessions", Owner.AGENT_GATEWAY, Risk.READ, Set.of(), Set.of("window")),
    AGENT_REGRESSION("agent.regression", Owner.AGENT_GATEWAY, Risk.READ, Set.of(), Set.of("within")),
    KEYS_REVIEW("keys.review", Owner.AGENT_GATEWAY, Risk.READ, Set.of(), Set.of("window")),
    SERVICES_HEALTH("services.health", Owner.AGENT_GATEWAY, Risk.READ, Set.of(), Set.of()),
    KEYS_ROTATE("keys.rotate", Owner.AGENT_GATEWAY, Risk.CHANGE, Set.of(), Set.of("notice", "older-than", "grace")),
    AGENT_LIBRARIES("agent.libraries", Owner.AGENT_GATEWAY, Risk.READ, Set.of(), Set.of()),

    TOOLS_STATISTICS("tools.statistics", Owner.TOOL_RUNNER, Risk.READ, Set.of(), Set.of("window")),
    TOOLS_SELF_TEST("tools.self-test", Owner.TOOL_RUNNER, Risk.READ, Set.of(), Set.of("tool")),
    TOOLS_PERMISSIONS("tools.permissions", Owner.TOOL_RUNNER, Risk.READ, Set.of(), Set.of("window")),
    TOOLS_CHECK("tools.check", Owner.TOOL_RUNNER, Risk.READ, Set.of("commands"), Set.of()),
    TOOLS_LIBRARIES("tools.libraries", Owner.TOOL_RUNNER, Risk.READ, Set.of(), Set.of()),

    KNOWLEDGE_REFRESH("knowledge.refresh", Owner.RAG_INDEXER, Risk.READ, Set.of(), Set.of()),
    KNOWLEDGE_OUTDATED("knowledge.outdated", Owner.RAG_INDEXER, Risk.READ, Set.of(), Set.of()),
    KNOWLEDGE_SEARCH_TEST(
            "knowledge.search-test",
            Owner.RAG_INDEXER,
            Risk.READ,
            Set.of(),
            Set.of("questions", "within-top", "golden")),
    KNOWLEDGE_VALIDATE("knowledge.validate", Owner.RAG_INDEXER, Risk.READ, Set.of(), Set.of()),
    KNOWLEDGE_LIBRARIES("knowledge.libraries", Owner.RAG_INDEXER, Risk.READ, Set.of(), Set.of()),

    HOST_RESOURCES(
            "host.resources",
            Owner.OPS_SCHEDULER,
            Risk.READ,
            Set.of(),
            Set.of("cpu-below", "memory-below", "disk-free-above", "window")),
    LOGS_REVIEW("logs.review", Owner.OPS_SCHEDULER, Risk.READ, Set.of(), Set.of("window")),
    BACKUP_VALIDATE("backup.validate", Owner.OPS_SCHEDULER, Risk.READ, Set.of(), Set.of("max-age")),
    BACKUP_CREATE("backup.create", Owner.OPS_SCHEDULER, Risk.READ, Set.of(), Set.of("tier")),
    BACKUP_PROVE("backup.prove", Owner.OPS_SCHEDULER, Risk.READ, Set.of(), Set.of("tier")),
    COMPLIANCE_CHECK("compliance.check", Owner.OPS_SCHEDULER, Risk.READ, Set.of(), Set.of("score-above")),
    RETENTION_PURGE("retention.purge", Owner.OPS_SCHEDULER, Risk.READ, Set.of(), Set.of()),
    PROCEDURES_VALIDATE("procedures.validate", Owner.OPS_SCHEDULER, Risk.READ, Set.of(), Set.of()),
    CAPACITY_FORECAST("capacity.forecast", Owner.OPS_SCHEDULER, Risk.READ, Set.of(), Set.of("window", "notice")),
    OPERATIONS_HISTORY("operations.history", Owner.OPS_SCHEDULER, Risk.READ, Set.of(), Set.of("window")),
    OPERATIONS_LIBRARIES("operations.libraries", Owner.OPS_SCHEDULER, Risk.READ, Set.of(), Set.of()),
    SECURITY_ACCESS("security.access", Owner.OPS_SCHEDULER, Risk.READ, Set.of(), Set.of("window")),
    SECURITY_CERTIFICATES(
            "security.certificates", Owner.OPS_SCHEDULER, Risk.READ, Set.of(), Set.of("files", "servers", "notice")),
    CERTIFICATES_RENEW(
            "certificates.renew", Owner.OPS_SCHEDULER, Risk.CHANGE, Set.of(), Set.of("files", "servers", "notice")),
    SECURITY_DEPENDENCIES("security.dependencies", Owner.OPS_SCHEDULER, Risk.READ, Set.of(), Set.of("record")),
    REPORT_PUBLISH("report.publish", Owner.OPS_SCHEDULER, Risk.READ, Set.of("document"), Set.of("title")),
    AGENT_PAGE("agent.page", Owner.OPS_SCHEDULER, Risk.READ, Set.of(), Set.of()),
    PLATFORM_DRAIN("platform.drain", Owner.OPS_SCHEDULER, Risk.CHANGE, Set.of(), Set.of("within", "for")),
    PLATFORM_STAGE("platform.stage", Owner.OPS_SCHEDULER, Risk.CHANGE, Set.of("stage"), Set.of()),
    PLATFORM_RELEASE("platform.release", Owner.OPS_SCHEDULER, Risk.CHANGE, Set.of(), Set.of()),
    WORK_PLAN("work.plan", Owner.OPS_SCHEDULER, Risk.READ, Set.of("procedure", "note"), Set.of()),
    WORK_PLANNED("work.planned", Owner.OPS_SCHEDULER, Risk.READ, Set.of("procedure"), Set.of()),
    RUNBOOK_START("runbook.start", Owner.OPS_SCHEDULER, Risk.READ, Set.of("procedure", "call"), Set.of("reason")),
    PERSON_CONFIRM("person.confirm", Owner.OPS_SCHEDULER, Risk.READ, Set.of("question"), Set.of("assignee")),

    NOTIFY_SEND("notify.send", Owner.ALERT_ROUTER, Risk.READ, Set.of("title", "text"), Set.of("severity", "receiver")),
    ALERTS_SUMMARY("alerts.summary", Owner.ALERT_ROUTER, Risk.READ, Set.of(), Set.of("window")),
    ALERTS_LIBRARIES("alerts.libraries", Owner.ALERT_ROUTER, Risk.READ, Set.of(), Set.of()),
    ALERTS_MUTE("alerts.mute", Owner.ALERT_ROUTER, Risk.CHANGE, Set.of("for", "comment"), Set.of("matchers")),
    ALERTS_UNMUTE("alerts.unmute", Owner.ALERT_ROUTER, Risk.CHANGE, Set.of(), Set.of("comment"));

    /** How the name ends by which each service lists what it is made of. */
    public static final String LIBRARIES = ".libraries";

    /** The service that answers. */
    public enum Owner {
        AGENT_GATEWAY("agent-gateway"),
        TOOL_RUNNER("tool-runner"),
        RAG_INDEXER("rag-indexer"),
        OPS_SCHEDULER("ops-scheduler"),
        ALERT_ROUTER("alert-router");

        private final String service;

        Owner(String service) {
            this.service = service;
        }

        /** The service's name, as in {@code ce_source}. */
        public String service() {
            return service;
        }
    }

    /** Whether the capability only looks, or changes something outside the platform's own records. */
    public enum Risk {
        READ,
        CHANGE
    }

    private final String id;
    private final Owner owner;
    private final Risk risk;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> required;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> optional;

    Capability(String id, Owner owner, Risk risk, Set<String> required, Set<String> optional) {
        this.id = id;
        this.owner = owner;
        this.risk = risk;
        this.required = required;
        this.optional = optional;
    }

    /** The name used in documents and events, such as {@code ollama.version}. */
    public String id() {
        return id;
    }

    public Owner owner() {
        return owner;
    }

    public Risk risk() {
        return risk;
    }

    /** Arguments that {@code with:} must hold. */
    public Set<String> required() {
        return required;
    }

    /** Arguments that {@code with:} may hold. */
    public Set<String> optional() {
        return optional;
    }

    /** The capability of that name, if there is one. */
    public static Optional<Capability> of(String id) {
        for (Capability capability : values()) {
            if (capability.id.equals(id)) {
                return Optional.of(capability);
            }
        }
        return Optional.empty();
    }
}
