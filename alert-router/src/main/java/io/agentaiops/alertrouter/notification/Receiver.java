package io.agentaiops.alertrouter.notification;

import java.util.List;
import java.util.Optional;

/**
 * Somebody who can be told, by one or more ways.
 *
 * @param name unique
 * @param ways the ways
 */
public record Receiver(String name, List<Way> ways) {

    /**
     * One way to reach the receiver.
     *
     * @param channel the channel's name
     * @param position its number among the receiver's ways of that channel
     * @param integration what does it
     */
    public record Way(String channel, int position, Integration integration) {}

    public Receiver {
        ways = List.copyOf(ways);
    }

    public Optional<Way> way(String channel, int position) {
        return ways.stream()
                .filter(way -> way.channel().equals(channel) && way.position() == position)
                .findFirst();
    }
}
