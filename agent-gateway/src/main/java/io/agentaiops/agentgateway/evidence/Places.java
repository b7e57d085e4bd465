package io.agentaiops.agentgateway.evidence;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The statements of the sources, each with how much of a clause it says: a name weighs more than a word, a common word
 * little.
 */
final class Places {

    /**
     * A statement of a source.
     *
     * @param likeness how much of the clause it says, with the statements around it
     * @param alone how much of it it says alone
     */
    record Place(Reading reading, int index, double likeness, double alone) {
        Place more(long shared) {
            return new Place(reading, index, likeness + shared * NAME, alone + shared * NAME);
        }

        Reading.Statement statement() {
            return reading.statements().get(index);
        }
    }

    private static final double NAME = 1.5;
    private static final double COMMON = 0.3;

    /** Statements before and after one that belong to what it says. */
    private static final int REACH = 2;

    private final Terms clause;
    private final List<Place> all;

    Places(Terms clause, List<Reading> readings) {
        this.clause = clause;
        this.all = readings.stream().flatMap(this::read).toList();
    }

    /** All of them. */
    Stream<Place> all() {
        return all.stream();
    }

    /** Those of one source. */
    Stream<Place> in(Reading reading) {
        return all.stream().filter(place -> place.reading().equals(reading));
    }

    private Stream<Place> read(Reading reading) {
        return IntStream.range(0, reading.statements().size())
                .mapToObj(index ->
                        new Place(reading, index, likeness(reading, index, true), likeness(reading, index, false)));
    }

    /** How much of the clause is said there; of a document, the statements around it say some of it too. */
    private double likeness(Reading reading, int index, boolean around) {
        Reading.Statement here = reading.statements().get(index);
        double sum = 0;
        for (String name : clause.names()) {
            if (here.mentions(name) || (!Terms.isExact(name) && Reading.hasStem(here.stems(), Words.stem(name)))) {
                sum += NAME;
            } else if (around
                    && (near(reading, index, name) || (reading.mentions(name) && !anyStatement(reading, name)))) {
                sum += NAME / 2;
            }
        }
        for (String stem : clause.stems()) {
            double weight = Words.isCommon(stem) ? COMMON : 1;
            if (Reading.hasStem(here.stems(), stem)) {
                sum += weight;
            } else if (around && nearUses(reading, index, stem)) {
                sum += weight / 2;
            }
        }
        return sum;
    }

    private static boolean anyStatement(Reading reading, String name) {
        return reading.statements().stream().anyMatch(statement -> statement.mentions(name));
    }

    private static boolean near(Reading reading, int index, String name) {
        return around(reading, index).anyMatch(statement -> statement.mentions(name));
    }

    private static boolean nearUses(Reading reading, int index, String stem) {
        return around(reading, index).anyMatch(statement -> Reading.hasStem(statement.stems(), stem));
    }

    private static Stream<Reading.Statement> around(Reading reading, int index) {
        List<Reading.Statement> all = reading.statements();
        int reach = all.get(index).columns() > 0 ? 0 : REACH;
        return all.subList(Math.max(0, index - reach), Math.min(all.size(), index + reach + 1)).stream();
    }

    /** The part of {@link #weight} that common words make up. */
    double common() {
        return clause.stems().stream().filter(Words::isCommon).count() * COMMON;
    }

    /** What a statement would reach that says all of the clause. */
    double weight() {
        return clause.names().size() * NAME
                + clause.stems().stream()
                        .mapToDouble(stem -> Words.isCommon(stem) ? COMMON : 1)
                        .sum();
    }
}
