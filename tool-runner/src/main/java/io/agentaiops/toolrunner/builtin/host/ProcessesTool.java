package io.agentaiops.toolrunner.builtin.host;

import io.agentaiops.toolrunner.tool.InProcessRun;
import io.agentaiops.toolrunner.tool.Parameter;
import io.agentaiops.toolrunner.tool.Parameters;
import io.agentaiops.toolrunner.tool.Parameters.Given;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolAnswer;
import io.agentaiops.toolrunner.tool.ToolDescription;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import oshi.SystemInfo;
import oshi.hardware.GlobalMemory;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Lists the processes that use most of the machine. */
@Singleton
class ProcessesTool implements Tool {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    /** Between two looks: what a process uses now is the difference, what ps shows is the average of its life. */
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private static final int COMMAND = 120;
    private static final Parameters PARAMETERS = Parameters.of(
            Parameter.choice("sort", "By what", List.of("cpu", "memory"), "cpu"),
            Parameter.optionalText("name", "Only those whose name or command line holds this"),
            Parameter.number("limit", "How many", 1, 50, 10));

    private record Used(OSProcess process, double cpuPercent) {}

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                "processes",
                "Lists the processes of this machine that use most CPU or memory right now.",
                PARAMETERS.schema(),
                "read",
                List.of("reads the list of processes with their command lines"),
                InProcessRun.LEVEL);
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        return PARAMETERS.prepare(
                arguments,
                given -> new Preparation.Ready(
                        "list processes by " + given.text("sort")
                                + given.optionalText("name")
                                        .map(name -> " with " + name)
                                        .orElse(""),
                        new InProcessRun(LIMIT, timeout -> answer(given))));
    }

    private static ToolAnswer answer(Given given) throws InterruptedException {
        OperatingSystem system = new SystemInfo().getOperatingSystem();
        Map<Integer, OSProcess> before = new HashMap<>();
        system.getProcesses().forEach(process -> before.put(process.getProcessID(), process));
        Thread.sleep(BETWEEN);
        String name = given.optionalText("name").orElse("").toLowerCase(Locale.ROOT);
        List<Used> all = system.getProcesses().stream()
                .filter(process -> holds(process, name))
                .map(process -> new Used(
                        process, 100 * process.getProcessCpuLoadBetweenTicks(before.get(process.getProcessID()))))
                .toList();
        Comparator<Used> most = given.text("sort").equals("cpu")
                ? Comparator.comparingDouble(Used::cpuPercent)
                : Comparator.comparingLong(used -> used.process().getResidentSetSize());
        StringBuilder text = new StringBuilder("    PID USER          CPU%    MEM MB STATE     COMMAND\n");
        all.stream().sorted(most.reversed()).limit(given.number("limit")).forEach(used -> text.append(line(used)));
        GlobalMemory memory = new SystemInfo().getHardware().getMemory();
        return ToolAnswer.good(text
                + "(%d processes; memory %d of %d MB free; 100 %% is one core)%n"
                        .formatted(all.size(), memory.getAvailable() >> 20, memory.getTotal() >> 20));
    }

    private static boolean holds(OSProcess process, String name) {
        return name.isEmpty()
                || process.getName().toLowerCase(Locale.ROOT).contains(name)
                || process.getCommandLine().toLowerCase(Locale.ROOT).contains(name);
    }

    private static String line(Used used) {
        OSProcess process = used.process();
        String command = process.getCommandLine().replace('\0', ' ').strip();
        String shown = command.isEmpty() ? "[" + process.getName() + "]" : command;
        return "%7d %-12s %5.1f %9d %-9s %s%n"
                .formatted(
                        process.getProcessID(),
                        process.getUser(),
                        used.cpuPercent(),
                        process.getResidentSetSize() >> 20,
                        process.getState().name().toLowerCase(Locale.ROOT),
                        shown.length() > COMMAND ? shown.substring(0, COMMAND) + "..." : shown);
    }

    @Override
    public SelfTest selfTest() {
        int count = new SystemInfo().getOperatingSystem().getProcessCount();
        return new SelfTest(count > 0, count + " processes are seen");
    }
}
