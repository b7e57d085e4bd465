package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.alert.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who can be told, by one or more ways.
 *
 * @param name unique
 * @param labels its labels, for whoever asks for receivers by them
 * @param ways the ways
 * @param limit how often each way is used at most
 */
public record Receiver(String name, Map<String, String> labels, List<Way> ways, Optional<RateLimit> limit) {

    /** One without a limit. */
    public Receiver(String name, Map<String, String> labels, List<Way> ways) {
        this(name, labels, ways, Optional.empty());
    }

    /**
     * One way to reach the receiver.
     *
     * @param channel the channel's name
     * @param position its number among the receiver's ways of that channel
     * @param integration what does it
     */
    public record Way(String channel, int position, Integration integration) {}

    public Receiver {
        labels = Map.copyOf(labels);
        ways = List.copyOf(ways);
    }

    /** Its labels; its name is one of them. */
    public Labels allLabels() {
        return Labels.of(labels).and(Map.of("name", name));
    }

    public Optional<Way> way(String channel, int position) {
        return ways.stream()
                .filter(way -> way.channel().equals(channel) && way.position() == position)
                .findFirst();
    }
}
