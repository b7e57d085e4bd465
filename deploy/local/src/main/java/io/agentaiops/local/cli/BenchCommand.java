package io.agentaiops.local.cli;

import io.agentaiops.local.build.MavenBuild;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures. */
@Command(
        name = "bench",
        description = "Runs the measurements of deploy/bench. What follows goes to Maven.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    @Mixin
    private MavenArguments arguments = new MavenArguments();

    @Override
    public Integer call() {
        List<String> goals = arguments.after(
                List.of("-B", "-ntp", "-q", "-pl", "deploy/bench", "-am", "verify", "-DskipTests", "-Pbench"));
        return new MavenBuild(StackOptions.root()).run(goals) == 0 ? 0 : Aiops.FAILED;
    }
}
