package io.agentaiops.opsscheduler.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SvgChartTest {

    private static final Chart CHART =
            new Chart("Disk <used>", "%", List.of(new Chart.Point(0, 40.5), new Chart.Point(86_400_000, 61.25)), 90.0);

    @Test
    void drawingIsTheSameWhereNumbersAreWrittenWithCommas() {
        String drawn = SvgChart.of(CHART);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(SvgChart.of(CHART)).isEqualTo(drawn);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void titleUnitDaysBoundsAndLimitAreInTheDrawing() {
        assertThat(SvgChart.of(CHART))
                .contains("Disk &lt;used&gt;", ">%</text>", "1970-01-01", "1970-01-02", ">90</text>", ">40.50</text>")
                .contains("stroke-dasharray");
    }
}
