package io.agentaiops.local.cli;

import io.agentaiops.local.build.MavenBuild;
import io.agentaiops.local.build.ModuleStamps;
import io.agentaiops.local.build.TestSummary;
import io.agentaiops.local.stack.Service;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Builds everything and runs every test. */
@Command(
        name = "test",
        description = {
            "Builds everything and runs every test, on real engines that are started for the tests and end with them.",
            "Two modules at a time; what follows goes to Maven, say: ./aiops test -- -T 1 -pl tool-runner -am"
        },
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

    /** Tests wait more than they compute. Two modules are what two cores and 8 GiB bear. */
    private static final String MODULES_AT_ONCE = "2";

    @Mixin
    private MavenArguments arguments = new MavenArguments();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Instant begin = Clock.systemUTC().instant();
        List<String> goals = arguments.after(List.of("-B", "-ntp", "-T", MODULES_AT_ONCE, "verify"));
        int exitCode = new MavenBuild(StackOptions.root()).run(goals);
        if (exitCode == 0 && arguments.isEmpty()) {
            ModuleStamps stamps = new ModuleStamps(StackOptions.root());
            Service.ids().forEach(stamps::record);
        }
        TestSummary summary = TestSummary.since(StackOptions.root(), begin);
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        terminal.line("");
        terminal.line(summary.line());
        return exitCode == 0 ? 0 : Aiops.FAILED;
    }
}
