package io.agentaiops.local.cli;

import io.agentaiops.eventcontracts.Topic;
import io.agentaiops.local.deadletters.DeadLetter;
import io.agentaiops.local.deadletters.DeadLetterBox;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Events that could not be handled. */
@Command(
        name = "events",
        description = "Shows events that could not be handled, and sends them once more.",
        mixinStandardHelpOptions = true,
        subcommands = {EventsCommand.Dlq.class, EventsCommand.Replay.class})
final class EventsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: dlq or replay");
    }

    private static Topic topic(CommandSpec spec, String name) {
        return Arrays.stream(Topic.values())
                .filter(topic ->
                        topic.address().equals(name) || topic.deadLetters().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(),
                        "there is no topic " + name + "; there are: "
                                + Arrays.stream(Topic.values())
                                        .map(Topic::address)
                                        .collect(Collectors.joining(", "))));
    }

    /** Lists dead letters. */
    @Command(
            name = "dlq",
            description = "Lists the dead letters that were not replayed yet, with the reason of each.",
            mixinStandardHelpOptions = true)
    static final class Dlq implements Runnable {

        @Mixin
        private StackOptions options = new StackOptions();

        @Option(names = "--json", description = "Prints JSON.")
        private boolean json;

        @Parameters(paramLabel = "TOPIC", arity = "0..1", description = "Only of this topic.")
        private String name = "";

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            Terminal terminal = new Terminal(spec.commandLine().getOut());
            List<Topic> topics = name.isEmpty() ? List.of(Topic.values()) : List.of(topic(spec, name));
            String servers = options.stack().kafkaAddress();
            Map<String, List<DeadLetter>> letters = new LinkedHashMap<>();
            topics.forEach(topic -> letters.put(topic.address(), new DeadLetterBox(servers, topic).waiting()));
            if (json) {
                terminal.json(printable(letters));
                return;
            }
            letters.forEach((topic, all) -> {
                if (!all.isEmpty()) {
                    terminal.line(topic + ": " + all.size());
                    all.forEach(letter -> terminal.line("  %s  %s  %s  %s given up by %s: %s"
                            .formatted(
                                    letter.at(),
                                    letter.code(),
                                    letter.type(),
                                    letter.id(),
                                    letter.consumer(),
                                    letter.reason())));
                }
            });
            if (letters.values().stream().allMatch(List::isEmpty)) {
                terminal.line("No dead letters.");
            }
        }

        private static Map<String, Object> printable(Map<String, List<DeadLetter>> letters) {
            Map<String, Object> printable = new LinkedHashMap<>();
            letters.forEach((topic, all) -> printable.put(
                    topic,
                    all.stream()
                            .map(letter -> Map.of(
                                    "at", letter.at().toString(),
                                    "type", letter.type(),
                                    "id", letter.id(),
                                    "consumer", letter.consumer(),
                                    "code", letter.code(),
                                    "reason", letter.reason(),
                                    "origin", letter.origin()))
                            .toList()));
            return printable;
        }
    }

    /** Sends dead letters once more. */
    @Command(
            name = "replay",
            description = "Sends the dead letters of a topic to it once more, each once.",
            mixinStandardHelpOptions = true)
    static final class Replay implements Runnable {

        @Mixin
        private StackOptions options = new StackOptions();

        @Parameters(paramLabel = "TOPIC", description = "The topic, say aiops.tool-calls.")
        private String name = "";

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            Topic topic = topic(spec, name);
            int count = new DeadLetterBox(options.stack().kafkaAddress(), topic).replay();
            new Terminal(spec.commandLine().getOut())
                    .line("Sent " + count + " dead letters to " + topic.address() + " once more.");
        }
    }
}
