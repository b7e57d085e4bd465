package io.agentaiops.alertrouter.silence;

import io.agentaiops.alertrouter.alert.AlertRow;
import io.agentaiops.alertrouter.alert.LastingAlertStore;
import io.agentaiops.alertrouter.matching.Matchers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a silence with certain matchers would hold back now.
 *
 * @param covered how many alerts
 * @param all how many alerts last
 * @param examples the first of those that are covered
 */
public record Reach(int covered, int all, List<AlertRow> examples) {

    private static final int SHOWN = 20;

    public Reach {
        examples = List.copyOf(examples);
    }

    /** Counts; alerts pass by, and are not held. */
    public static Reach of(Matchers matchers, LastingAlertStore alerts, Instant now) {
        int[] counts = new int[2];
        List<AlertRow> examples = new ArrayList<>();
        alerts.eachLasting(now, row -> {
            counts[1]++;
            if (matchers.matches(row.labels())) {
                counts[0]++;
                if (examples.size() < SHOWN) {
                    examples.add(row);
                }
            }
        });
        return new Reach(counts[0], counts[1], examples);
    }
}
