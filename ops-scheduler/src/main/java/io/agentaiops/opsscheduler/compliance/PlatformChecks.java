package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;

/** {@code transport.encrypted}, {@code secrets.own}, {@code sandbox.level} and {@code access.reviewed}. */
@ApplicationScoped
class PlatformChecks implements Checks {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> WELL_KNOWN =
            Set.of("", "aiops", "postgres", "password", "changeme", "admin", "secret", "test");
    private static final List<String> KEY_FILES = List.of("aiops.backup.key-file", "aiops.audit.private-key-file");

    private final PlatformQuestions questions;
    private final Config config;

    PlatformChecks(PlatformQuestions questions, Config config) {
        this.questions = questions;
        this.config = config;
    }

    @Override
    public List<Check> all() {
        return List.of(
                new Check("transport.encrypted", Set.of(), control -> transport()),
                new Check("secrets.own", Set.of(), control -> secrets()),
                new Check("sandbox.level", Set.of("at-least"), this::sandbox),
                new Check("access.reviewed", Set.of("within"), this::access));
    }

    /** What stays on this machine needs no TLS; what leaves it does. */
    private Verdict transport() {
        Map<String, String> roads = new TreeMap<>();
        roads.put("database", value("quarkus.datasource.jdbc.url").replaceFirst("^jdbc:", ""));
        roads.put("kafka", value("kafka.bootstrap.servers"));
        roads.put("opensearch", value("aiops.logs.hosts"));
        roads.put("ollama", value("aiops.host.ollama"));
        roads.put("gateway", value("aiops.edge.gateway"));
        config.getOptionalValue("aiops.offsite.endpoint", String.class).ifPresent(at -> roads.put("bucket", at));
        roads.put("listener", "//" + value("quarkus.http.host") + listener());
        List<String> open = new ArrayList<>();
        roads.forEach((name, address) -> {
            if (!isLocal(address) && !isSealed(name, address)) {
                open.add(name);
            }
        });
        return open.isEmpty()
                ? Verdict.passed("what leaves this machine is encrypted", Map.of("looked", List.copyOf(roads.keySet())))
                : Verdict.failed("leaves this machine unencrypted: " + String.join(", ", open), Map.of("open", open));
    }

    private String listener() {
        return config.getOptionalValue("quarkus.http.insecure-requests", String.class)
                .map(requests -> requests.equals("enabled") ? "" : "?ssl=true")
                .orElse("");
    }

    private boolean isSealed(String name, String address) {
        return switch (name) {
            case "database" ->
                address.contains("sslmode=verify")
                        || address.contains("sslmode=require")
                        || address.contains("ssl=true");
            case "kafka" ->
                value("kafka.security.protocol").toUpperCase(Locale.ROOT).endsWith("SSL");
            case "listener" -> address.contains("ssl=true");
            default -> address.startsWith("https://");
        };
    }

    /** Every address of the list is one of this machine. */
    static boolean isLocal(String addresses) {
        for (String address : addresses.split(",", -1)) {
            String host = address.strip().replaceFirst("^[a-z+]*:?//", "").replaceFirst("[/?].*$", "");
            String bare = host.startsWith("[") ? host.replaceFirst("].*$", "]") : host.replaceFirst(":.*$", "");
            if (!bare.isEmpty() && !bare.equals("localhost") && !bare.startsWith("127.") && !bare.equals("[::1]")) {
                return false;
            }
        }
        return true;
    }

    private Verdict secrets() throws IOException {
        List<String> faults = new ArrayList<>();
        if (WELL_KNOWN.contains(value("quarkus.datasource.password").toLowerCase(Locale.ROOT))) {
            faults.add("the database's password is one that everybody knows");
        }
        for (String key : KEY_FILES) {
            Optional<Path> file = config.getOptionalValue(key, Path.class);
            if (file.isEmpty() || !Files.isReadable(file.get())) {
                faults.add("there is no key in " + key);
            } else if (isOpen(file.get())) {
                faults.add(file.get().getFileName() + " can be read by others");
            }
        }
        return Verdict.of(
                faults.isEmpty(),
                faults.isEmpty() ? "no secret is a default one, no key file is open" : String.join("; ", faults),
                Map.of("keyFiles", KEY_FILES));
    }

    private static boolean isOpen(Path file) throws IOException {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
        return rights.contains(PosixFilePermission.OTHERS_READ) || rights.contains(PosixFilePermission.GROUP_READ);
    }

    private Verdict sandbox(Control control) {
        List<String> levels = List.of("refused", "none", "unshare", "bubblewrap");
        String wanted = control.with().getOrDefault("at-least", "unshare");
        return asked(Capability.TOOLS_PERMISSIONS, Map.of())
                .map(answer -> {
                    String level = String.valueOf(answer.evidence().get("sandbox"));
                    String why = String.valueOf(answer.evidence().getOrDefault("sandboxWhy", ""));
                    // one that refuses lets nothing happen at all
                    boolean good = level.equals("refused") || levels.indexOf(level) >= levels.indexOf(wanted);
                    return Verdict.of(
                            good,
                            "commands run under " + level + (why.isEmpty() ? "" : " (" + why + ")") + ", wanted "
                                    + wanted,
                            Map.of("level", level));
                })
                .orElseGet(() -> Verdict.unknown("tool-runner did not answer"));
    }

    private Verdict access(Control control) {
        return asked(Capability.KEYS_REVIEW, Map.of("window", control.with().getOrDefault("within", "30d")))
                .map(answer -> {
                    Map<String, Object> evidence = new HashMap<>(answer.evidence());
                    return Verdict.of(answer.well(), answer.summary(), evidence);
                })
                .orElseGet(() -> Verdict.unknown("agent-gateway did not answer"));
    }

    private Optional<PlatformQuestions.Answer> asked(Capability capability, Map<String, Object> arguments) {
        return questions.ask(capability, arguments, PATIENCE);
    }

    private String value(String name) {
        return config.getOptionalValue(name, String.class).orElse("");
    }
}
