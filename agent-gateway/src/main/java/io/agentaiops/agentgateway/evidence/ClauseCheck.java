package io.agentaiops.agentgateway.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks one clause of an answer against the sources it may rest on. It is backed when every name in it occurs in them,
 * every number occurs in the statement that is most like the clause among those that state such a number, enough of its
 * words occur in one place, and that place does not say the opposite. Words can be shuffled so that this is fooled; it
 * asks for no model, and a test counts how often it errs.
 */
final class ClauseCheck {

    /** The verdict on a clause. */
    sealed interface Verdict {
        record Backed(Set<SourceRef> by) implements Verdict {
            public Backed {
                by = Set.copyOf(by);
            }
        }

        record NotBacked(String reason) implements Verdict {}
    }

    private static final double WORDS_ENOUGH = 0.55;
    private static final double WORDS_ENOUGH_WITH_NUMBERS = 0.3;
    private static final double UNREAD_TOO_MANY = 0.27;
    private static final double CLEARLY = 0.45;
    private static final double SAYS_THE_SAME = 0.5;
    private static final int TABLE = 3;
    private static final int MOST_COUNTED = 20;

    private static final Pattern ABOUT = Pattern.compile(
            "(?:\\b(?:about|around|roughly|approximately|nearly|almost|some|circa|ca\\.?)\\s|~)\\s*(?=\\d)");

    private final Terms clause;
    private final List<Reading> readings;
    private final List<Reading> known;
    private final Places places;

    private ClauseCheck(Terms clause, List<Reading> readings, List<Reading> known) {
        this.clause = clause;
        this.readings = readings;
        this.known = known;
        this.places = new Places(clause, readings);
    }

    /**
     * Checks a clause.
     *
     * @param readings what it may rest on
     * @param known all that the model was given: its words may come from there
     */
    static Verdict check(String clause, List<Reading> readings, List<Reading> known) {
        return new ClauseCheck(Terms.of(clause), readings, known).check();
    }

    private Verdict check() {
        Optional<String> strange = clause.names().stream()
                .filter(name -> readings.stream().noneMatch(reading -> reading.mentions(name)))
                .findFirst();
        if (strange.isPresent()) {
            return new Verdict.NotBacked("no source mentions " + strange.get().replaceFirst("^(?:date|year):", ""));
        }
        Set<SourceRef> by = new LinkedHashSet<>();
        for (Quantity quantity : clause.quantities()) {
            Optional<Places.Place> where = placeOf(quantity);
            if (where.isEmpty()) {
                return new Verdict.NotBacked("no source says " + quantity.written() + " of this");
            }
            by.add(where.get().reading().ref());
        }
        return words(by);
    }

    private Verdict words(Set<SourceRef> byNumbers) {
        List<String> unread = clause.stems().stream()
                .filter(stem -> !Words.isCommon(stem) && !Words.contrasts(stem))
                .filter(stem -> known.stream().noneMatch(reading -> reading.uses(stem)))
                .sorted()
                .toList();
        double weight = places.weight();
        if (unread.size() > (weight - places.common()) * UNREAD_TOO_MANY) {
            return new Verdict.NotBacked("no source speaks of " + String.join(", ", unread));
        }
        Optional<Places.Place> best = places.all().max(Comparator.comparingDouble(Places.Place::likeness));
        double enough = clause.quantities().isEmpty() ? WORDS_ENOUGH : WORDS_ENOUGH_WITH_NUMBERS;
        if (best.isEmpty() || (weight >= 1 && best.get().likeness() / weight < enough)) {
            return new Verdict.NotBacked("no source says this in one place");
        }
        if (saysTheOpposite(best.get(), weight)) {
            return new Verdict.NotBacked("a source says the opposite");
        }
        Optional<String> other = saidOfAnother();
        if (other.isPresent()) {
            return new Verdict.NotBacked("the sources say " + other.get() + " of something else");
        }
        Set<SourceRef> by = new LinkedHashSet<>(byNumbers);
        if (by.isEmpty()) {
            by.add(best.get().reading().ref());
        }
        return new Verdict.Backed(by);
    }

    /** Where the quantity is stated: in the place most like the clause of all in its source that state such a quantity. */
    private Optional<Places.Place> placeOf(Quantity quantity) {
        return readings.stream()
                .map(reading -> placeOf(quantity, reading))
                .flatMap(Optional::stream)
                .max(Comparator.comparingDouble(Places.Place::likeness));
    }

    private Optional<Places.Place> placeOf(Quantity quantity, Reading reading) {
        boolean about = ABOUT.matcher(clause.plain()).find();
        List<Places.Place> stating = new ArrayList<>();
        double elsewhere = 0;
        for (Places.Place found : places.in(reading).toList()) {
            Places.Place place = found.more(sharedNumbers(found, quantity, about));
            List<Quantity> there = place.statement().terms().quantities();
            if (there.stream().anyMatch(number -> quantity.isBackedBy(number, about))) {
                stating.add(place);
            } else if (there.stream().anyMatch(number -> competes(number, quantity, about))) {
                elsewhere = Math.max(elsewhere, place.alone());
            }
        }
        double closest = elsewhere;
        if (stating.isEmpty()) {
            return counted(quantity, reading);
        }
        return stating.stream()
                .max(Comparator.comparingDouble(Places.Place::alone))
                .filter(best -> places.weight() <= 2 || best.likeness() >= places.weight() * WORDS_ENOUGH_WITH_NUMBERS)
                .filter(best -> best.alone() + CLEARLY > closest);
    }

    /** The other numbers of the clause tell which line of a table is meant. */
    private long sharedNumbers(Places.Place place, Quantity quantity, boolean about) {
        List<Quantity> there = place.statement().terms().quantities();
        return clause.quantities().stream()
                .filter(other -> !other.equals(quantity))
                .filter(other -> there.stream().anyMatch(number -> other.isBackedBy(number, about)))
                .count();
    }

    /** A number that nobody wrote may be a count of lines: of all of them, or of those that speak of the same thing. */
    private Optional<Places.Place> counted(Quantity quantity, Reading reading) {
        boolean countable =
                quantity.kind() == Quantity.Kind.PLAIN && quantity.decimals() == 0 && quantity.raw() <= MOST_COUNTED;
        if (!countable || reading.ref().kind() != SourceRef.Kind.TOOL) {
            return Optional.empty();
        }
        boolean counts = Stream.concat(
                        clause.names().stream()
                                .map(name -> reading.statements().stream()
                                        .filter(line -> line.mentions(name))
                                        .count()),
                        clause.stems().stream()
                                .filter(stem -> !Words.isCommon(stem))
                                .map(stem -> reading.statements().stream()
                                        .filter(line ->
                                                Reading.hasStem(line.terms().stems(), stem))
                                        .count()))
                .anyMatch(count -> count == (long) quantity.raw());
        return counts ? Optional.of(new Places.Place(reading, 0, places.weight(), places.weight())) : Optional.empty();
    }

    /** Whether a number of a source could be the one meant, and is not said anywhere else in the clause. */
    private boolean competes(Quantity found, Quantity said, boolean about) {
        boolean sameKind = found.kind() == said.kind() || (found.kind() == Quantity.Kind.PLAIN && said.isLike(found));
        return sameKind && clause.quantities().stream().noneMatch(other -> other.isBackedBy(found, about));
    }

    /** A word that a table says of another thing than the one named. */
    private Optional<String> saidOfAnother() {
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
        return clause.stems().stream()
                .filter(stem -> !Words.isCommon(stem) && !Reading.hasStem(row.stems(), stem))
                .filter(stem -> others.stream()
                        .anyMatch(other -> Reading.hasStem(other.terms().stems(), stem)))
                .filter(stem -> readings.stream()
                        .filter(reading -> reading != best.get().reading())
                        .noneMatch(reading -> reading.uses(stem)))
                .findFirst();
    }

    private boolean saysTheOpposite(Places.Place best, double weight) {
        Reading.Statement there = best.statement();
        Set<String> words = Stream.concat(
                        clause.stems().stream(), clause.names().stream().map(Words::stem))
                .collect(Collectors.toSet());
        // The lines of an output tell of one thing together, so any of them may say the opposite.
        boolean tool = best.reading().ref().kind() == SourceRef.Kind.TOOL;
        Set<String> said = tool ? best.reading().stems() : there.stems();
        boolean opposite = weight - places.common() >= 1
                && words.stream()
                        .filter(word -> !said.contains(word))
                        .anyMatch(word -> Words.opposites(word).stream().anyMatch(said::contains));
        boolean alike = weight > 0 && best.likeness() / weight >= SAYS_THE_SAME;
        boolean turned = alike && isTurned(there.terms(), said);
        return opposite ? clause.negated().isEmpty() : turned;
    }

    /** Whether one of both denies what the other does not. */
    private boolean isTurned(Terms there, Set<String> said) {
        if (clause.negated().isEmpty() == there.negated().isEmpty()) {
            return false;
        }
        boolean deniedHere = clause.negated().stream()
                .anyMatch(word -> said.contains(word) && !there.negated().contains(word));
        boolean deniedThere = there.negated().stream()
                .anyMatch(
                        word -> (clause.stems().contains(word) || clause.names().contains(word))
                                && !clause.negated().contains(word));
        return deniedHere || deniedThere;
    }
}
