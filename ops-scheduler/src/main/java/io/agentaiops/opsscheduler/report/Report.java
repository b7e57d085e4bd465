package io.agentaiops.opsscheduler.report;

import java.util.List;

/**
 * A report in both forms.
 *
 * @param charts the drawings that the Markdown names by their number; the page holds them itself
 */
record Report(String markdown, String html, List<String> charts) {

    Report {
        charts = List.copyOf(charts);
    }
}
