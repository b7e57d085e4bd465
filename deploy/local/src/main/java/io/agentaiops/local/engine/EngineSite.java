package io.agentaiops.local.engine;

import io.agentaiops.local.process.Account;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where an engine lives and as whom.
 *
 * @param data the folder with its data and configuration, which belongs to the account
 * @param log the file that takes its output
 * @param account whom it runs as
 * @param java the home of the JDK that runs it
 * @param jvmFlags flags for the JVM beyond the engine's own, say for class data sharing
 * @param durable whether what it has confirmed must survive a power failure; tests do without
 */
public record EngineSite(Path data, Path log, Account account, Path java, List<String> jvmFlags, boolean durable) {

    public EngineSite {
        data = data.toAbsolutePath().normalize();
        log = log.toAbsolutePath().normalize();
        jvmFlags = List.copyOf(jvmFlags);
    }

    /** A site on the JDK that runs this program, with no flags of its own. */
    public static EngineSite at(Path data, Path log, Account account, boolean durable) {
        return new EngineSite(data, log, account, Path.of(System.getProperty("java.home")), List.of(), durable);
    }

    String javaCommand() {
        return java.resolve("bin/java").toString();
    }

    /** All that an engine gets to know of this machine's environment. */
    Map<String, String> environment() {
        return Map.of("PATH", "/usr/bin:/bin", "LANG", "C.UTF-8", "TZ", "UTC", "HOME", data.toString());
    }
}
