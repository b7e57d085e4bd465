package io.agentaiops.opsscheduler.drift;

import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.Step;
import io.agentaiops.opsscheduler.procedure.StepAction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the commands of steps against this machine. */
@ApplicationScoped
class MachineCheck {

    /** What a step names and the machine does not have. */
    record Drift(Procedure procedure, Step step, String problem) {

        /** With its place, such as {@code emergency/x.md:12: ...}. */
        String words() {
            return procedure.path() + ":" + step.firstLine() + ": " + problem;
        }
    }

    /** A port of this machine in a URL or behind a name. */
    private static final Pattern LOCAL_PORT = Pattern.compile("(?:localhost|127\\.0\\.0\\.1|\\[::1\\]):(\\d{1,5})\\b");

    private static final Set<String> VERBS_WITH_UNIT = Set.of(
            "status",
            "start",
            "stop",
            "restart",
            "reload",
            "is-active",
            "is-enabled",
            "enable",
            "disable",
            "cat",
            "show");

    private final DriftConfig config;

    MachineCheck(DriftConfig config) {
        this.config = config;
    }

    /** Everything that the steps of a procedure name and that is not here. */
    List<Drift> check(Procedure procedure) {
        List<Drift> drifts = new ArrayList<>();
        for (Step step : procedure.steps()) {
            if (step.action() instanceof StepAction.Run run) {
                problems(run.command()).forEach(problem -> drifts.add(new Drift(procedure, step, problem)));
            }
        }
        return drifts;
    }

    /** What a command needs and does not find. */
    List<String> problems(String command) {
        List<String> problems = new ArrayList<>();
        for (List<String> words : CommandWords.of(command)) {
            String program = words.getFirst();
            if (!isProgram(program)) {
                problems.add("the command " + program + " is not installed");
            }
            unit(words).filter(unit -> !isUnit(unit)).ifPresent(unit -> problems.add("there is no unit " + unit));
        }
        Matcher port = LOCAL_PORT.matcher(command);
        while (port.find()) {
            int number = Integer.parseInt(port.group(1));
            if (!isOpen(number)) {
                problems.add("nothing listens on port " + number);
            }
        }
        return problems;
    }

    private boolean isProgram(String program) {
        Path path = Path.of(program);
        return path.isAbsolute()
                ? Files.isExecutable(path)
                : config.programs().stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
    }

    /** The unit that systemctl or journalctl is asked about. */
    private static java.util.Optional<String> unit(List<String> words) {
        boolean journal = words.getFirst().equals("journalctl");
        if (!journal && !words.getFirst().equals("systemctl")) {
            return java.util.Optional.empty();
        }
        for (int i = 1; i < words.size() - 1; i++) {
            String word = words.get(i);
            boolean named = journal ? word.equals("-u") || word.equals("--unit") : VERBS_WITH_UNIT.contains(word);
            if (named && !words.get(i + 1).startsWith("-")) {
                return java.util.Optional.of(words.get(i + 1));
            }
        }
        return java.util.Optional.empty();
    }

    private boolean isUnit(String name) {
        String file = name.contains(".") ? name : name + ".service";
        int at = file.indexOf('@');
        String template = at < 0 ? file : file.substring(0, at + 1) + file.substring(file.lastIndexOf('.'));
        return config.units().stream()
                .anyMatch(folder -> Files.exists(folder.resolve(file)) || Files.exists(folder.resolve(template)));
    }

    private boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int)
                    config.connectTimeout().toMillis());
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
