package io.agentaiops.opsscheduler.compliance;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The controls, how they stand, and every look at them. */
@ApplicationScoped
class ControlEvidence implements EvidencePart {

    private static final int MOST_LOOKS = 1000;
    private static final Duration TWO_YEARS = Duration.ofDays(731);

    private final ControlCatalog catalog;
    private final ControlStore store;
    private final ComplianceView view;

    ControlEvidence(ControlCatalog catalog, ControlStore store, ComplianceView view) {
        this.catalog = catalog;
        this.store = store;
        this.view = view;
    }

    @Override
    public Map<String, Object> files() throws IOException {
        Map<String, Object> files = new LinkedHashMap<>();
        ComplianceView.Shown shown = view.now();
        files.put("controls.yaml", catalog.text().getBytes(StandardCharsets.UTF_8));
        files.put("compliance.json", shown);
        files.put("history.json", store.days(shown.at().minus(TWO_YEARS)));
        for (ComplianceView.ShownControl control : shown.controls()) {
            files.put("looks/" + control.id() + ".json", store.looks(control.id(), MOST_LOOKS));
        }
        return files;
    }
}
