package io.agentaiops.opsscheduler.retention;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.opsscheduler.log.LogArchive;
import io.agentaiops.opsscheduler.log.OpenSearchClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The log archive's daily indices. */
@ApplicationScoped
class LogIndices {

    /**
     * A day's index.
     *
     * @param uuid which one it is: a day that was restored has another than the one that went
     */
    record Day(LocalDate day, String uuid) {}

    private static final String JSON = "application/json";

    /** Another replica may have removed it meanwhile. */
    private static final String IF_THERE = "?ignore_unavailable=true";

    private final OpenSearchClient client;

    LogIndices(OpenSearchClient client) {
        this.client = client;
    }

    /**
     * The days before that one that have an index, oldest first.
     *
     * @param prefix what the indices of a class begin with, before the day
     */
    List<Day> before(String prefix, LocalDate day) throws IOException {
        List<Day> days = new ArrayList<>();
        for (JsonNode index : client.send("GET", "_cat/indices/" + prefix + "*?format=json&h=index,uuid", JSON, "")) {
            String name = index.path("index").asText();
            try {
                LocalDate of = LocalDate.parse(name.substring(prefix.length()), LogArchive.DAY);
                if (of.isBefore(day)) {
                    days.add(new Day(of, index.path("uuid").asText()));
                }
            } catch (DateTimeParseException e) {
                // of another class, or somebody else's that begins like ours
            }
        }
        return days.stream().sorted(Comparator.comparing(Day::day)).toList();
    }

    long count(String prefix, LocalDate day) throws IOException {
        return client.send("POST", index(prefix, day) + "/_count" + IF_THERE, JSON, "{}")
                .path("count")
                .asLong();
    }

    void drop(String prefix, LocalDate day) throws IOException {
        client.send("DELETE", index(prefix, day) + IF_THERE, JSON, "");
    }

    private static String index(String prefix, LocalDate day) {
        return prefix + LogArchive.DAY.format(day);
    }
}
