package io.agentaiops.agentgateway.support;

import io.agentaiops.eventbus.Redactor;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes the document that solves a case from what its stages found. Personal data and credentials are left out. */
final class SolutionDraft {

    private static final int SLUG_CHARS = 60;

    private SolutionDraft() {}

    static String compose(SupportCase one, List<CaseStage> stages, String solution, LocalDate today) {
        StringBuilder text = new StringBuilder();
        text.append("---\nid: ")
                .append(slug(one))
                .append("\ntitle: \"")
                .append(one.text().title().replace("\\", "").replace('"', '\''))
                .append("\"\nkind: troubleshooting\nowner: operations\nreview-by: ")
                .append(today.plusYears(1))
                .append("\ntags: [solution, support]\n---\n# ")
                .append(one.text().title())
                .append("\n\n");
        section(text, "Symptoms", one.text().problem());
        String question = one.text().question();
        if (question != null) {
            section(text, "Asked as", question);
        }
        last(stages, CaseStage.Stage.WORKAROUND).ifPresent(found -> section(text, "Workaround", found));
        section(text, "Solution", solution);
        return Redactor.redact(text.toString());
    }

    /** Names the document: by its title, and by its case so that two titles never meet. */
    static String documentId(SupportCase one) {
        return "solutions/" + slug(one) + ".md";
    }

    private static String slug(SupportCase one) {
        String plain = Normalizer.normalize(Redactor.redact(one.text().title()), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "");
        String words =
                plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String start = words.substring(0, Math.min(words.length(), SLUG_CHARS));
        return (start.isEmpty() ? "case" : start) + "-"
                + one.id().substring(one.id().length() - 8);
    }

    private static void section(StringBuilder text, String heading, String body) {
        text.append("## ").append(heading).append("\n\n").append(body.strip()).append("\n\n");
    }

    private static Optional<String> last(List<CaseStage> stages, CaseStage.Stage wanted) {
        return stages.reversed().stream()
                .filter(stage -> stage.stage() == wanted)
                .map(CaseStage::text)
                .findFirst();
    }
}
