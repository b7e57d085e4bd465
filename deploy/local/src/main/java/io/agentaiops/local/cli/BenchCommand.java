package io.agentaiops.local.cli;

import io.agentaiops.local.build.MavenBuild;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Measures. */
@Command(
        name = "bench",
        description = "Runs the measurements of deploy/bench. What follows goes to Maven.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ARGUMENT", arity = "0..*", description = "For Maven; put -- before the first.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() {
        List<String> goals = new ArrayList<>(
                List.of("-B", "-ntp", "-q", "-pl", "deploy/bench", "-am", "verify", "-DskipTests", "-Pbench"));
        goals.addAll(arguments);
        return new MavenBuild(StackOptions.root()).run(goals) == 0 ? 0 : Aiops.FAILED;
    }
}
