package io.agentaiops.agentgateway.evidence;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What stands in one row of a table belongs together, and what stands in two rows does not. */
final class Rows {

    private static final int TABLE = 3;
    private static final Pattern ENUMERATES =
            Pattern.compile("(?i)[,;&+]|\\b(?:and|or|than|both|nor|unlike|after|before)\\b");

    private Rows() {}

    /** Two things that the clause puts together, and that an output names in rows of their own only. */
    static Optional<String> apart(Terms clause, List<Reading> readings) {
        List<String> names = clause.names().stream().filter(Terms::isExact).toList();
        if (names.size() != 2 || ENUMERATES.matcher(clause.plain()).find()) {
            return Optional.empty();
        }
        String one = names.getFirst();
        String other = names.getLast();
        boolean together = readings.stream()
                .flatMap(reading -> reading.statements().stream())
                .anyMatch(statement -> statement.mentions(one) && statement.mentions(other));
        boolean apart = readings.stream()
                .filter(reading -> reading.ref().kind() == SourceRef.Kind.TOOL)
                .anyMatch(reading -> isInARow(reading, one) && isInARow(reading, other));
        return !together && apart ? Optional.of("the sources do not say " + one + " of " + other) : Optional.empty();
    }

    private static boolean isInARow(Reading reading, String name) {
        return reading.statements().stream()
                .anyMatch(statement -> statement.columns() >= TABLE && statement.mentions(name));
    }

    /** A word that a table says of another thing than the one named. */
    static Optional<String> saidOfAnother(Terms clause, Places places, List<Reading> readings) {
        Optional<Places.Place> best = places.all()
                .filter(place -> place.statement().columns() >= TABLE)
                .filter(place -> clause.names().stream().anyMatch(place.statement()::mentions))
                .max(Comparator.comparingDouble(Places.Place::alone));
        if (best.isEmpty()) {
            return Optional.empty();
        }
        Reading.Statement row = best.get().statement();
        List<Reading.Statement> others = best.get().reading().statements().stream()
                .filter(other -> !other.equals(row) && Math.abs(other.columns() - row.columns()) <= 1)
                .filter(other -> clause.names().stream().noneMatch(other::mentions))
                .toList();
        return Contrast.words(clause.plain()).stream()
                .filter(word -> !Words.isFunction(word) && !isPartOfName(word, clause))
                .filter(word -> others.stream().anyMatch(other -> other.says(word)))
                .map(Words::stem)
                .filter(stem -> !Words.isCommon(stem) && !Reading.hasStem(row.stems(), stem))
                .filter(stem -> readings.stream()
                        .filter(reading -> reading != best.get().reading())
                        .flatMap(reading -> reading.statements().stream())
                        .noneMatch(statement -> Reading.hasStem(statement.stems(), stem)
                                && clause.names().stream().anyMatch(statement::mentions)))
                .findFirst();
    }

    /** As "b" is of "b-0412". */
    private static boolean isPartOfName(String word, Terms clause) {
        return clause.names().stream().anyMatch(name -> name.length() > word.length() && name.contains(word));
    }
}
