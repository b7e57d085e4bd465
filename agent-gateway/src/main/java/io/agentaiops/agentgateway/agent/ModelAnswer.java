package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.evidence.EvidenceEngine;
import io.agentaiops.agentgateway.evidence.Source;
import io.agentaiops.agentgateway.evidence.SourceRef;
import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.knowledge.Retrieval;
import io.agentaiops.agentgateway.run.Citation;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.run.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Binds what a model said to the passages that it refers to and to what its tools returned. */
final class ModelAnswer {

    private ModelAnswer() {}

    static Answer bind(String text, List<Passage> passages, Retrieval retrieval, List<Step> steps) {
        EvidenceEngine.Checked checked = EvidenceEngine.check(text.strip(), sources(passages, steps));
        StringBuilder said = new StringBuilder(checked.text());
        if (checked.cited().isEmpty()) {
            said.append("\n\n*The model referred to no document: nothing here is backed by one.*");
        }
        if (retrieval.problem() != null) {
            said.append("\n\n*The documents could not be searched completely: ")
                    .append(retrieval.problem())
                    .append(".*");
        }
        List<Citation> citations = new ArrayList<>();
        for (int number : new TreeSet<>(checked.cited())) {
            Passage passage = passages.get(number - 1);
            citations.add(new Citation(
                    number,
                    passage.documentId(),
                    passage.title(),
                    passage.heading(),
                    passage.lines(),
                    passage.score(),
                    passage.text()));
        }
        return new Answer(said.append('\n').toString(), citations, checked.evidence());
    }

    private static List<Source> sources(List<Passage> passages, List<Step> steps) {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < passages.size(); i++) {
            Passage passage = passages.get(i);
            String place = passage.heading() + " (" + passage.lines() + ")";
            sources.add(new Source(
                    new SourceRef(SourceRef.Kind.DOCUMENT, i + 1, passage.documentId(), place),
                    passage.title() + "\n" + passage.heading(),
                    passage.text()));
        }
        for (Step step : steps) {
            if (step.repeatOf() == null) {
                sources.add(new Source(
                        new SourceRef(SourceRef.Kind.TOOL, step.ordinal(), step.callId(), step.tool()),
                        step.tool() + " " + step.command(),
                        outcome(step) + "\n" + step.output()));
            }
        }
        return sources;
    }

    /** How a call ended, in the words in which the model was told. */
    private static String outcome(Step step) {
        return "state: " + step.state().label()
                + (step.exitCode() == null ? "" : ", exit code " + step.exitCode())
                + (step.state() == StepState.WAITING_APPROVAL ? ", waits for an approver, was not executed" : "")
                + ", " + Objects.requireNonNullElse(step.reason(), "");
    }
}
