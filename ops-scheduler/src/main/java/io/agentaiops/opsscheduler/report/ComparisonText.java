package io.agentaiops.opsscheduler.report;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** A comparison with an earlier run and its charts, in Markdown. */
final class ComparisonText {

    private ComparisonText() {}

    static String markdown(RunComparison comparison) {
        StringBuilder out = new StringBuilder("\n## Compared with ")
                .append(comparison.with().createdAt().atZone(ZoneOffset.UTC).toLocalDate())
                .append("\n\nRun ")
                .append(comparison.with().id())
                .append("\n\n| Step | Value | Now | Then | Change |\n| --- | --- | ---: | ---: | ---: |\n");
        comparison
                .rows()
                .forEach(row -> out.append("| ")
                        .append(MarkdownText.inline(row.step()))
                        .append(" | ")
                        .append(MarkdownText.inline(row.name()))
                        .append(" | ")
                        .append(SvgChart.number(row.now()))
                        .append(" | ")
                        .append(SvgChart.number(row.then()))
                        .append(" | ")
                        .append(row.change()
                                .map(change -> String.format(Locale.ROOT, "%+.1f %%", change))
                                .orElse(""))
                        .append(" |\n"));
        return out.toString();
    }

    static String markdown(List<Chart> charts) {
        StringBuilder out = new StringBuilder(charts.isEmpty() ? "" : "\n## Charts\n");
        for (int i = 0; i < charts.size(); i++) {
            String title = MarkdownText.inline(charts.get(i).title());
            out.append("\n")
                    .append(title)
                    .append("\n\n![")
                    .append(title)
                    .append("](charts/")
                    .append(i)
                    .append(".svg)\n");
        }
        return out.toString();
    }
}
