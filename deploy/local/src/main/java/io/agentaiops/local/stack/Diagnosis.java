package io.agentaiops.local.stack;

import io.agentaiops.local.process.Account;
import io.agentaiops.local.process.Ports;
import io.agentaiops.local.stack.Finding.Grade;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks at everything on this machine that a stack depends on. */
public final class Diagnosis {

    private static final int OLDEST_JDK = 21;

    private Diagnosis() {}

    public static List<Finding> of(Stack stack) {
        List<Finding> findings = new ArrayList<>();
        findings.add(jdk());
        findings.add(memory());
        findings.add(disk(stack));
        findings.add(account(stack));
        findings.add(ports(stack));
        findings.add(sandbox());
        findings.add(ollama(stack));
        return List.copyOf(findings);
    }

    private static Finding jdk() {
        int version = Runtime.version().feature();
        return new Finding(
                "JDK",
                version >= OLDEST_JDK ? Grade.GOOD : Grade.BAD,
                version + " in " + System.getProperty("java.home")
                        + (version >= OLDEST_JDK ? "" : "; 21 or newer is needed"));
    }

    private static Finding memory() {
        return Machine.availableMemory()
                .map(memory -> memory >= Machine.MEMORY_WANTED
                        ? new Finding("memory", Grade.GOOD, memory + " MiB available")
                        : new Finding(
                                "memory",
                                Grade.BAD,
                                memory + " MiB available, a stack takes about " + Machine.MEMORY_WANTED
                                        + "; end something else, or use engines on another machine"))
                .orElse(new Finding("memory", Grade.WORSE, "this system does not tell how much is available"));
    }

    private static Finding disk(Stack stack) {
        long free = Machine.freeDisk(stack.home().folder());
        return new Finding(
                "disk",
                free >= Machine.DISK_WANTED ? Grade.GOOD : Grade.BAD,
                free + " MiB free at " + stack.home().folder()
                        + (free >= Machine.DISK_WANTED
                                ? ""
                                : "; " + Machine.DISK_WANTED + " are needed; free some, or set AIOPS_HOME"));
    }

    private static Finding account(Stack stack) {
        List<String> missing = Stream.of("setsid", "setpriv")
                .filter(program -> !Machine.has(program))
                .toList();
        if (!missing.isEmpty()) {
            return new Finding("account", Grade.BAD, String.join(", ", missing) + " missing; install util-linux");
        }
        Account account = Account.unprivileged();
        return Stream.of(stack.home().root(), stack.home().folder(), Path.of(System.getProperty("java.home")))
                .flatMap(path -> account.barrier(path).stream())
                .findFirst()
                .map(barrier -> new Finding(
                        "account",
                        Grade.BAD,
                        "processes run as " + account.name() + ", which may not enter " + barrier
                                + "; move the checkout (say, to /opt) or use another user"))
                .orElse(new Finding("account", Grade.GOOD, "processes run as " + account.name()));
    }

    private static Finding ports(Stack stack) {
        List<String> taken = new ArrayList<>();
        Components.ports(stack)
                .forEach((component, ports) -> ports.stream()
                        .filter(port -> stack.states().running(component).isEmpty() && !Ports.isFree(port))
                        .forEach(port -> taken.add(port + " (" + component + ") by "
                                + PortOwner.of(port).orElse("another program"))));
        return taken.isEmpty()
                ? new Finding("ports", Grade.GOOD, "free, or used by this stack")
                : new Finding(
                        "ports",
                        Grade.BAD,
                        "in use: " + String.join(", ", taken) + "; end that, or use ./aiops up --offset 1000");
    }

    private static Finding sandbox() {
        if (Machine.has("bwrap")) {
            return new Finding("sandbox", Grade.GOOD, "bubblewrap");
        }
        boolean fallback = Stream.of("unshare", "setpriv", "prlimit").allMatch(Machine::has);
        return fallback
                ? new Finding("sandbox", Grade.WORSE, "unshare, setpriv and prlimit; bubblewrap is better: install it")
                : new Finding("sandbox", Grade.WORSE, "none, so that tools are refused; install bubblewrap");
    }

    private static Finding ollama(Stack stack) {
        Ollama ollama = Ollama.at(stack.external().ollama());
        return new Finding("Ollama", ollama.answers() ? Grade.GOOD : Grade.WORSE, ollama.sentence());
    }
}
