package io.agentaiops.opsscheduler.compliance;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who may do what, what was found, and what was exercised. */
@ApplicationScoped
class PeopleEvidence implements EvidencePart {

    private static final int MOST = 1000;
    private static final String WINDOW = "30d";

    private final PermissionReview review;
    private final FindingStore findings;
    private final ExerciseStore exercises;

    PeopleEvidence(PermissionReview review, FindingStore findings, ExerciseStore exercises) {
        this.review = review;
        this.findings = findings;
        this.exercises = exercises;
    }

    @Override
    public Map<String, Object> files() {
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("permissions.json", review.over(WINDOW));
        files.put("assessments.json", findings.assessments(MOST));
        files.put("findings.json", findings.findings(null));
        files.put("exercises.json", exercises.list(null, MOST));
        return files;
    }
}
