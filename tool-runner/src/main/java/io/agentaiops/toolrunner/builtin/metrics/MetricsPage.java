package io.agentaiops.toolrunner.builtin.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A page in Prometheus' text format: lines of {@code name{labels} value}, and comments. */
final class MetricsPage {

    private MetricsPage() {}

    /**
     * The samples whose name and labels hold all of the words, in the order of the page. Buckets of histograms are left
     * out unless they are asked for: their count and sum say the same in two lines.
     */
    static List<String> matching(String page, String words) {
        List<String> wanted = Arrays.asList(
                words.toLowerCase(Locale.ROOT).replace('.', '_').strip().split("\\s+", -1));
        boolean buckets = words.contains("bucket");
        List<String> samples = new ArrayList<>();
        page.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> {
            int end = line.lastIndexOf('}');
            String series =
                    line.substring(0, end < 0 ? line.indexOf(' ') + 1 : end + 1).toLowerCase(Locale.ROOT);
            boolean all = true;
            for (String word : wanted) {
                all &= series.contains(word) || series.replace('.', '_').contains(word);
            }
            if (all && (buckets || !series.contains("_bucket{"))) {
                samples.add(line);
            }
        });
        return samples;
    }
}
