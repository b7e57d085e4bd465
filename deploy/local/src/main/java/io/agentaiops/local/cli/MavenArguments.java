package io.agentaiops.local.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a command hands on to Maven: properties as they are, anything else behind {@code --}. */
final class MavenArguments {

    @Option(
            names = "-D",
            paramLabel = "NAME=VALUE",
            mapFallbackValue = "",
            description = "A property for Maven, say -Dbench=RedactionBench.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Parameters(paramLabel = "ARGUMENT", arity = "0..*", description = "For Maven; put -- before the first.")
    private List<String> others = List.of();

    boolean isEmpty() {
        return properties.isEmpty() && others.isEmpty();
    }

    /** The goals of the command, followed by what the user added. */
    List<String> after(List<String> goals) {
        List<String> all = new ArrayList<>(goals);
        properties.forEach((name, value) -> all.add("-D" + name + (value.isEmpty() ? "" : "=" + value)));
        all.addAll(others);
        return all;
    }
}
