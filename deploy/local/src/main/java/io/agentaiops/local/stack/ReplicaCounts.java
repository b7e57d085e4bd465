package io.agentaiops.local.stack;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many replicas of each service are wanted. What was asked for is kept beside the data of the stack and counts until
 * something else is asked for, whatever is stopped and started meanwhile.
 */
public final class ReplicaCounts {

    /** As many as there are ports for. */
    public static final int MOST = 9;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<Service, Integer> counts;

    private ReplicaCounts(Map<Service, Integer> counts) {
        this.counts = counts;
    }

    /** Nothing but what is the default: one of each. */
    public static ReplicaCounts none() {
        return new ReplicaCounts(new EnumMap<>(Service.class));
    }

    /**
     * Reads {@code tool-runner=3,agent-gateway=2}.
     *
     * @throws IllegalArgumentException that says what is wrong with it and how it is written
     */
    public static ReplicaCounts parse(String text) {
        Map<Service, Integer> counts = new EnumMap<>(Service.class);
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split("=", -1);
            if (sides.length != 2) {
                throw new IllegalArgumentException(
                        "'" + part.strip() + "' is not SERVICE=COUNT; write for example tool-runner=3,agent-gateway=2");
            }
            Service service = Service.named(sides[0].strip())
                    .orElseThrow(() -> new IllegalArgumentException("there is no service '" + sides[0].strip()
                            + "'; there are: " + String.join(", ", Service.ids())));
            if (counts.put(service, count(service, sides[1].strip())) != null) {
                throw new IllegalArgumentException(service.id() + " is named twice");
            }
        }
        return new ReplicaCounts(counts);
    }

    private static int count(Service service, String text) {
        if (!text.matches("\\d{1,6}")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a number of replicas of " + service.id() + "; write one from 1 to " + MOST);
        }
        int count = Integer.parseInt(text);
        if (count == 0) {
            throw new IllegalArgumentException(
                    "0 replicas of " + service.id() + " would be none; ./aiops down " + service.id() + " stops it");
        }
        if (count > MOST) {
            throw new IllegalArgumentException(count + " replicas of " + service.id() + " are too many; " + MOST
                    + " is the most, and more than 6 have no partitions to work on");
        }
        return count;
    }

    /** What was asked for of this stack. */
    static ReplicaCounts of(StackHome home) {
        if (!Files.exists(home.replicas())) {
            return none();
        }
        try {
            Map<String, Integer> kept = JSON.readValue(home.replicas().toFile(), new TypeReference<>() {});
            StringBuilder text = new StringBuilder();
            kept.forEach((service, count) -> text.append(text.isEmpty() ? "" : ",")
                    .append(service)
                    .append('=')
                    .append(count));
            return kept.isEmpty() ? none() : parse(text.toString());
        } catch (IOException | IllegalArgumentException e) {
            throw new StackFailure(
                    home.replicas() + " is not understood (" + e.getMessage()
                            + "); delete it, and say --replicas again",
                    e);
        }
    }

    /** These, and what the others said of services that these do not name. */
    ReplicaCounts over(ReplicaCounts others) {
        Map<Service, Integer> all = new EnumMap<>(Service.class);
        all.putAll(others.counts);
        all.putAll(counts);
        return new ReplicaCounts(all);
    }

    /** Keeps them; a reader sees the old ones or the new ones. */
    void save(StackHome home) {
        Map<String, Integer> named = new LinkedHashMap<>();
        counts.forEach((service, count) -> named.put(service.id(), count));
        try {
            Path unfinished = home.replicas().resolveSibling("replicas.unfinished");
            JSON.writeValue(unfinished.toFile(), named);
            Files.move(
                    unfinished, home.replicas(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the number of replicas: " + e.getMessage(), e);
        }
    }

    /** How many of a service are wanted. */
    public int of(Service service) {
        return counts.getOrDefault(service, 1);
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }
}
