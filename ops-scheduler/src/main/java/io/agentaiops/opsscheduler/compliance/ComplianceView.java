package io.agentaiops.opsscheduler.compliance;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.opsscheduler.compliance.ControlStore.Standing;
import io.agentaiops.opsscheduler.procedure.DocumentProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The controls and how they stand, as people see them. */
@ApplicationScoped
class ComplianceView {

    /**
     * Everything.
     *
     * @param score percent of the controls that hold
     * @param refused what is wrong in the document of the controls
     */
    record Shown(int score, Instant at, List<ShownControl> controls, List<Problem> refused) {
        Shown {
            controls = List.copyOf(controls);
            refused = List.copyOf(refused);
        }
    }

    /** What is wrong, and where. */
    record Problem(String path, int line, String reason) {}

    /** One control. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ShownControl(
            String id,
            String title,
            Verdict.State state,
            String detail,
            String text,
            String owner,
            Frequency frequency,
            String check,
            String evidence,
            Map<String, Object> seen,
            @Nullable Instant checkedAt,
            @Nullable Instant since) {}

    private final ControlCatalog catalog;
    private final ControlStore store;
    private final Clock clock;

    ComplianceView(ControlCatalog catalog, ControlStore store, Clock clock) {
        this.catalog = catalog;
        this.store = store;
        this.clock = clock;
    }

    Shown now() {
        ControlParser.Parsed parsed = catalog.current();
        Map<String, Standing> standings = store.standings();
        List<ShownControl> controls = new ArrayList<>();
        for (Control control : parsed.controls()) {
            controls.add(shown(control, standings.get(control.id())));
        }
        double percent = Score.of(parsed.controls(), standings).percent();
        return new Shown(
                Double.isNaN(percent) ? 0 : (int) percent,
                clock.instant(),
                controls,
                parsed.problems().stream().map(ComplianceView::problem).toList());
    }

    private static ShownControl shown(Control control, @Nullable Standing standing) {
        return new ShownControl(
                control.id(),
                control.title(),
                standing == null ? Verdict.State.UNKNOWN : standing.verdict().state(),
                standing == null ? "not looked at yet" : standing.verdict().detail(),
                control.text(),
                control.owner(),
                control.frequency(),
                control.check(),
                control.evidence(),
                standing == null ? Map.of() : standing.verdict().evidence(),
                standing == null ? null : standing.checkedAt(),
                standing == null ? null : standing.since());
    }

    private static Problem problem(DocumentProblem problem) {
        return new Problem(ControlCatalog.FILE, problem.line(), problem.reason());
    }
}
