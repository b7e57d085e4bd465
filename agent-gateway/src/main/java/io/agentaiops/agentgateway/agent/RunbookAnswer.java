package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.evidence.Evidence;
import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.knowledge.Retrieval;
import io.agentaiops.agentgateway.procedure.Procedure;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.run.StepState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts an answer together from passages and tool results, word for word, with a reference at each. It adds nothing of
 * its own but the words that say what is what.
 */
final class RunbookAnswer {

    private static final int PASSAGE_CHARS = 900;
    private static final int STEP_CHARS = 500;
    private static final int OUTPUT_LINES = 14;
    private static final int CLOSEST = 3;

    private final Relevance relevance;
    private final String withoutModel;
    private final Retrieval retrieval;
    private final AgentNotes.Plan plan;
    private final List<Step> steps;
    private final Citations citations = new Citations();
    private final StringBuilder out = new StringBuilder();

    private RunbookAnswer(
            Relevance relevance, String withoutModel, Retrieval retrieval, AgentNotes.Plan plan, List<Step> steps) {
        this.relevance = relevance;
        this.withoutModel = withoutModel;
        this.retrieval = retrieval;
        this.plan = plan;
        this.steps = steps;
    }

    /** The answer to a run whose plan has been carried out. */
    static Answer compose(
            Relevance relevance, String withoutModel, Retrieval retrieval, AgentNotes.Plan plan, List<Step> steps) {
        return new RunbookAnswer(relevance, withoutModel, retrieval, plan, steps).compose();
    }

    private Answer compose() {
        say(withoutModel + ". It is put together from your documents and what tools found, word for word.");
        if (retrieval.problem() != null) {
            say("The search was not complete: " + retrieval.problem() + ".");
        }
        List<Passage> relevant = relevance.relevant(retrieval);
        if (relevant.isEmpty()) {
            sayNothingFits();
        } else {
            sayPassages(relevant);
        }
        return new Answer(out.toString().strip() + "\n", citations.all(), Evidence.NONE);
    }

    private void sayNothingFits() {
        say("**Nothing in the documents fits this question.** Put it in other words, or add a document about it.");
        sayFound();
        List<Passage> closest =
                onePerDocument(retrieval.passages()).stream().limit(CLOSEST).toList();
        if (!closest.isEmpty()) {
            say("The closest documents, which may have nothing to do with it:");
            closest.forEach(this::sayPlace);
        }
    }

    private void sayPassages(List<Passage> relevant) {
        Procedure procedure = plan.procedure();
        Passage main = relevant.stream()
                .filter(passage -> procedure == null || passage.documentId().equals(procedure.path()))
                .findFirst()
                .orElse(relevant.getFirst());
        say("## " + main.title());
        sayText(main);
        if (plan.problem() != null) {
            say("The steps of this document were not executed: " + plan.problem() + ".");
        }
        if (procedure == null) {
            relevant.stream()
                    .filter(passage -> passage.documentId().equals(main.documentId()) && !passage.equals(main))
                    .limit(2)
                    .forEach(this::sayText);
        } else {
            saySteps(procedure, main.score());
        }
        sayFound();
        List<Passage> others = onePerDocument(relevant).stream()
                .filter(passage -> !passage.documentId().equals(main.documentId()))
                .limit(CLOSEST)
                .toList();
        if (!others.isEmpty()) {
            say("### Also worth reading");
            others.forEach(this::sayPlace);
        }
    }

    private void sayText(Passage passage) {
        String text = Excerpt.prose(passage.text(), PASSAGE_CHARS);
        if (!text.isEmpty()) {
            boolean titled = passage.heading().isBlank() || passage.heading().equals(passage.title());
            String place = titled ? "The document says" : "**" + passage.heading() + "**";
            say(place + " " + citations.to(passage) + "\n\n" + text);
        }
    }

    private void saySteps(Procedure procedure, double score) {
        Map<String, Step> byStep = resultsByStep();
        List<String> looked = new ArrayList<>();
        List<String> offered = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (Procedure.Step step : procedure.steps()) {
            String title = "**" + step.title() + "** " + citations.to(procedure, step, score);
            Step result = byStep.get(step.id());
            if (result == null) {
                left.add("- " + title + ": " + action(step));
            } else if (result.state() == StepState.WAITING_APPROVAL) {
                offered.add("- " + title + ": `" + result.command() + "`");
            } else {
                looked.add(looked(title, result, step.text()));
            }
        }
        section("### What was looked at", looked);
        section("### Changes that wait for an approver", offered);
        section("### Steps that were not executed", left);
    }

    /** Steps that a model had asked for before it failed, or that stand outside of the document. */
    private void sayFound() {
        Map<String, Step> ofDocument = resultsByStep();
        List<String> found = steps.stream()
                .filter(step -> !ofDocument.containsValue(step))
                .map(step -> looked("**Asked for by the model before it was left**", step, ""))
                .toList();
        section("### Also looked at", found);
    }

    private static String looked(String title, Step result, String text) {
        StringBuilder said = new StringBuilder(title)
                .append("\n\n`")
                .append(result.command())
                .append("`: ")
                .append(verdict(result));
        if (!result.output().isBlank()) {
            said.append("\n\n").append(Excerpt.fenced(result.output(), OUTPUT_LINES, result.ordinal()));
        }
        String prose = Excerpt.prose(text, STEP_CHARS);
        return prose.isEmpty()
                ? said.toString()
                : said.append("\n\n").append(prose).toString();
    }

    /** What became of a step, in words. */
    static String verdict(Step result) {
        String reason = Objects.requireNonNullElse(result.reason(), "no reason given");
        Step.Verdict verdict = result.verdict();
        return switch (result.state()) {
            case SUCCEEDED ->
                verdict == null ? "done" : verdict.met() ? "looks fine" : "**not as expected**: " + verdict.reason();
            case FAILED ->
                "**failed**: "
                        + (verdict == null || verdict.met() || verdict.reason().isBlank() ? reason : verdict.reason());
            case TIMED_OUT -> "**took too long** and was stopped: " + reason;
            case DENIED -> "**refused**: " + reason;
            case EXPIRED -> "**not started in time**: " + reason;
            case UNKNOWN_OUTCOME -> "**interrupted**, and may have had its effect: " + reason;
            case NO_RESULT, REQUESTED -> "**no result**: " + reason;
            case WAITING_APPROVAL -> "waits for an approver";
        };
    }

    private static String action(Procedure.Step step) {
        String run = step.run();
        return run != null ? "`" + run + "`" : "`" + step.uses() + "`, part of the procedure `./aiops run` executes";
    }

    private Map<String, Step> resultsByStep() {
        Map<String, Step> byCall = new HashMap<>();
        steps.forEach(step -> byCall.put(step.callId(), step));
        Map<String, Step> byStep = new LinkedHashMap<>();
        for (AgentNotes.StepCall call : plan.calls()) {
            @Nullable Step result = byCall.get(call.callId());
            if (result != null) {
                byStep.put(call.stepId(), result);
            }
        }
        return byStep;
    }

    private static List<Passage> onePerDocument(List<Passage> passages) {
        Map<String, Passage> first = new LinkedHashMap<>();
        passages.forEach(passage -> first.putIfAbsent(passage.documentId(), passage));
        return List.copyOf(first.values());
    }

    private void sayPlace(Passage passage) {
        String heading = passage.heading().isBlank() ? "" : ", " + passage.heading();
        out.append("- ")
                .append(passage.title())
                .append(heading)
                .append(' ')
                .append(citations.to(passage))
                .append('\n');
    }

    private void section(String heading, List<String> parts) {
        if (!parts.isEmpty()) {
            say(heading);
            say(String.join(parts.getFirst().startsWith("- ") ? "\n" : "\n\n", parts));
        }
    }

    private void say(String paragraph) {
        if (!out.isEmpty() && !out.toString().endsWith("\n\n")) {
            out.append(out.charAt(out.length() - 1) == '\n' ? "\n" : "\n\n");
        }
        out.append(paragraph).append("\n\n");
    }
}
