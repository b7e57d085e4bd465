package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.opsscheduler.compliance.ControlStore.Standing;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many controls hold.
 *
 * @param percent rounded down, so that 100 means all; NaN without a control
 */
record Score(double percent, Map<Verdict.State, Integer> counts) {

    static final Score NONE = new Score(Double.NaN, Map.of());

    Score {
        counts = Map.copyOf(counts);
    }

    static Score of(List<Control> controls, Map<String, Standing> standings) {
        Map<Verdict.State, Integer> counts = new EnumMap<>(Verdict.State.class);
        for (Control control : controls) {
            Standing standing = standings.get(control.id());
            counts.merge(
                    standing == null
                            ? Verdict.State.UNKNOWN
                            : standing.verdict().state(),
                    1,
                    Integer::sum);
        }
        int passed = counts.getOrDefault(Verdict.State.PASSED, 0);
        return new Score(controls.isEmpty() ? Double.NaN : Math.floor(100.0 * passed / controls.size()), counts);
    }

    int count(Verdict.State state) {
        return counts.getOrDefault(state, 0);
    }
}
