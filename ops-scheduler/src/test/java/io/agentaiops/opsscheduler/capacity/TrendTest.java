package io.agentaiops.opsscheduler.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agentaiops.opsscheduler.capacity.MetricHistory.Point;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TrendTest {

    private static final Instant START = Instant.parse("2026-09-01T00:00:00Z");
    private static final Resource DISK = Resource.of("host.disk.free{mount=/}").orElseThrow();

    @Property
    void slopeOfALineIsFoundWhateverAFifthOfThePointsDo(@ForAll @DoubleRange(min = -50, max = 50) double slope) {
        double[] x = new double[40];
        double[] y = new double[40];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
            y[i] = i % 5 == 0 ? 1e6 : 3 + slope * i;
        }
        Trend trend = Trend.of(x, y);
        assertThat(trend.slope()).isCloseTo(slope, within(1e-6));
        assertThat(trend.low()).isLessThanOrEqualTo(trend.slope());
        assertThat(trend.high()).isGreaterThanOrEqualTo(trend.slope());
    }

    @Test
    void diskThatLosesOnePercentADayIsFullWhenOnlyTheLimitIsLeft() {
        // 90 % free on the first day, 30 days long: 61 % now, 10 % left after 51 more days.
        List<Point> points = line(30, day -> 90.0 - day);
        Instant today = points.getLast().at();

        Forecast forecast = Forecast.of("host.disk.free{mount=/}", DISK, points, today);

        LocalDate expected = Forecast.dayOf(today.plus(Duration.ofDays(51)));
        assertThat(forecast.fullOn()).isEqualTo(expected);
        assertThat(forecast.backTestError()).isCloseTo(0, within(1e-9));
        assertThat(forecast.words()).contains("reaches 10.00 on " + expected);
    }

    @Test
    void intervalHoldsTheTrueDateOfANoisySeries() {
        Random noise = new Random(7);
        List<Point> points = line(60, day -> 90.0 - 0.5 * day + noise.nextGaussian());
        Instant today = points.getLast().at();

        Forecast forecast = Forecast.of("host.disk.free{mount=/}", DISK, points, today);

        LocalDate truth = Forecast.dayOf(START.plus(Duration.ofDays(160)));
        assertThat(truth).isBetween(forecast.earliest(), forecast.latest());
        assertThat(forecast.backTestError()).isBetween(0.1, 3.0);
    }

    @Test
    void diskThatGrowsEmptierIsNeverFull() {
        List<Point> points = line(30, day -> 20.0 + day);

        Forecast forecast = Forecast.of(
                "host.disk.free{mount=/}", DISK, points, points.getLast().at());

        assertThat(forecast.fullOn()).isNull();
        assertThat(forecast.words()).contains("does not reach 10.00 within five years");
    }

    private interface Value {
        double on(int day);
    }

    private static List<Point> line(int days, Value value) {
        List<Point> points = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            points.add(new Point(START.plus(Duration.ofDays(day)), value.on(day)));
        }
        return points;
    }
}
