package io.agentaiops.opsscheduler.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.opsscheduler.run.Run;
import io.agentaiops.opsscheduler.run.StepRun;
import io.agentaiops.opsscheduler.run.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * What a run leaves for people, in Markdown and as a page of its own. The page is made from the Markdown; whatever
 * commands printed is shown as text and never taken for markup.
 */
final class RunReport {

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .build();

    private static final int MOST_CHARTS = 40;
    /** Of the facts of one step. */
    private static final int MOST_LINES = 200;

    private static final Pattern IMAGE = Pattern.compile("<img src=\"charts/(\\d+)\\.svg\"[^>]*>");

    private final ObjectMapper json;

    RunReport(ObjectMapper json) {
        this.json = json;
    }

    /** The whole report of a run, held against earlier runs of the same procedure, newest first. */
    Report report(Run run, List<Run> earlier) {
        Optional<RunComparison> comparison = RunComparison.of(run, earlier);
        List<Chart> charts = new ArrayList<>();
        comparison.ifPresent(compared -> charts.addAll(compared.charts()));
        run.steps().forEach(step -> charts.addAll(Chart.of(step.evidence())));
        List<Chart> shown = charts.stream().limit(MOST_CHARTS).toList();
        String markdown =
                markdown(run) + comparison.map(ComparisonText::markdown).orElse("") + ComparisonText.markdown(shown);
        List<String> drawings = shown.stream().map(SvgChart::of).toList();
        return new Report(markdown, withDrawings(html(run, markdown), drawings), drawings);
    }

    /** Puts the drawings into the page, so that it can be kept and sent as one file. */
    private static String withDrawings(String html, List<String> drawings) {
        Matcher image = IMAGE.matcher(html);
        return image.replaceAll(found -> {
            int number = Integer.parseInt(found.group(1));
            return Matcher.quoteReplacement(number < drawings.size() ? drawings.get(number) : "");
        });
    }

    /** The report as Markdown. */
    String markdown(Run run) {
        StringBuilder out =
                new StringBuilder("# ").append(MarkdownText.inline(run.title())).append("\n\n");
        out.append("**")
                .append(run.state().text())
                .append("**")
                .append(run.dryRun() ? " (dry run)" : "")
                .append("\n\n");
        facts(run)
                .forEach((name, value) -> out.append("- ")
                        .append(name)
                        .append(": ")
                        .append(MarkdownText.inline(value))
                        .append('\n'));
        out.append("\n| | Step | Result | Time | What was found |\n| ---: | --- | --- | ---: | --- |\n");
        run.steps().forEach(step -> out.append(row(step)));
        out.append(leftToPeople(run));
        run.steps().stream().filter(step -> !step.evidence().isEmpty()).forEach(step -> out.append(evidence(step)));
        return out.toString();
    }

    /** The Markdown as a page. */
    String html(Run run, String markdown) {
        String title = run.title().replace("&", "&amp;").replace("<", "&lt;");
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%%; }
            th, td { border: 1px solid #8884; padding: .35rem .6rem; text-align: left; vertical-align: top; }
            pre { background: #8882; padding: .75rem; overflow-x: auto; }
            </style>
            </head>
            <body>
            %s</body>
            </html>
            """.formatted(title, HTML.render(PARSER.parse(markdown)));
    }

    private static Map<String, String> facts(Run run) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("Begun", String.valueOf(run.startedAt()));
        facts.put("Document", run.path() + ", version " + run.procedureVersion());
        facts.put("Ended", String.valueOf(run.endedAt()));
        facts.put("Procedure", run.procedureId());
        facts.put("Run", run.id().toString());
        facts.put("Started by", run.principal() + " (" + run.trigger().text() + ")");
        return facts;
    }

    private static String row(StepRun step) {
        return "| " + (step.position() + 1) + " | " + MarkdownText.inline(step.title()) + " | "
                + step.state().text() + " | " + step.durationMs() + " ms | " + MarkdownText.inline(step.summary())
                + " |\n";
    }

    private static String leftToPeople(Run run) {
        List<String> open = new ArrayList<>();
        for (StepRun step : run.steps()) {
            if (step.state() == StepState.OPEN) {
                open.add("- [ ] " + MarkdownText.inline(step.summary()));
            }
        }
        return open.isEmpty() ? "" : "\n## Left to people\n\n" + String.join("\n", open) + "\n";
    }

    private String evidence(StepRun step) {
        StringBuilder out = new StringBuilder("\n## ")
                .append(step.position() + 1)
                .append(". ")
                .append(MarkdownText.inline(step.title()))
                .append("\n\n")
                .append(MarkdownText.block(step.action().describe(), ""))
                .append('\n');
        Map<String, Object> rest = new TreeMap<>(step.evidence());
        Object output = rest.remove("output");
        rest.remove("charts");
        if (output != null && !output.toString().isBlank()) {
            out.append(MarkdownText.block(output.toString(), "")).append('\n');
        }
        if (!rest.isEmpty()) {
            out.append(MarkdownText.block(cut(pretty(rest)), "json"));
        }
        return out.toString();
    }

    /** A bill of materials has thousands of lines; people read the first, programs the JSON of the run. */
    private static String cut(String text) {
        String[] lines = text.split("\n", -1);
        return lines.length <= MOST_LINES
                ? text
                : String.join("\n", List.of(lines).subList(0, MOST_LINES)) + "\n... and " + (lines.length - MOST_LINES)
                        + " more lines: the report as JSON has them all";
    }

    private String pretty(Map<String, Object> evidence) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(evidence);
        } catch (JsonProcessingException e) {
            return evidence.toString();
        }
    }
}
