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

    private static final double WORDS_ENOUGH = 0.5;
    private static final double WORDS_ENOUGH_WITH_NUMBERS = 0.3;
    private static final double UNREAD_TOO_MANY = 0.34;
    private static final double CLEARLY = 0.45;
    private static final double SAYS_THE_SAME = 0.5;
    private static final int MOST_COUNTED = 20;

    private static final Pattern ABOUT = Pattern.compile(
            "(?:\\b(?:about|around|roughly|approximately|nearly|almost|some|circa|ca\\.?)\\s|~)\\s*(?=\\d)");

    private final Terms clause;
    private final List<Reading> readings;
    private final List<Reading> known;
    private final Places places;

    private ClauseCheck(String text, List<Reading> readings, List<Reading> known) {
        this.clause = Terms.of(Contrast.joined(text, known));
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
        return new ClauseCheck(clause, readings, known).check();
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
        Optional<Places.Place> best = closest();
        if (best.isEmpty()) {
            return new Verdict.NotBacked("no source says this in one place");
        }
        Optional<String> against = against(best.get());
        if (against.isPresent()) {
            return new Verdict.NotBacked(against.get());
        }
        Optional<String> lacking = lacking(best.get());
        if (lacking.isPresent()) {
            return new Verdict.NotBacked(lacking.get());
        }
        Set<SourceRef> by = new LinkedHashSet<>(byNumbers);
        if (by.isEmpty()) {
            by.add(best.get().reading().ref());
        }
        return new Verdict.Backed(by);
    }

    private Optional<String> against(Places.Place best) {
        if (saysTheOpposite(best, places.weight())) {
            return Optional.of("a source says the opposite");
        }
        return contrast(best)
                .or(() -> Rows.apart(clause, readings))
                .or(() -> Rows.saidOfAnother(clause, places, readings)
                        .map(other -> "the sources say " + other + " of something else"));
    }

    /** What is missing for the place to say the clause in its own words. */
    private Optional<String> lacking(Places.Place best) {
        List<String> unread = clause.stems().stream()
                .filter(stem -> !Words.isCommon(stem) && !Words.contrasts(stem))
                .filter(stem -> known.stream().noneMatch(reading -> reading.uses(stem)))
                .sorted()
                .toList();
        double weight = places.weight();
        // What was found exactly leaves room for one word that nobody wrote.
        boolean anchored = !clause.quantities().isEmpty() || !clause.names().isEmpty();
        if (unread.size() > Math.max(anchored ? 1 : 0, (weight - places.common()) * UNREAD_TOO_MANY)) {
            return Optional.of("no source speaks of " + String.join(", ", unread));
        }
        double enough = clause.quantities().isEmpty() ? WORDS_ENOUGH : WORDS_ENOUGH_WITH_NUMBERS;
        return weight >= 1 && best.likeness() / weight < enough
                ? Optional.of("no source says this in one place")
                : Optional.empty();
    }

    /** The place most like the clause; where it names something exactly, among those that name it too. */
    private Optional<Places.Place> closest() {
        List<Places.Place> naming = places.all()
                .filter(place -> clause.names().stream()
                        .anyMatch(
                                name -> Terms.isExact(name) && place.statement().mentions(name)))
                .toList();
        Stream<Places.Place> from = naming.isEmpty() ? places.all() : naming.stream();
        return from.max(Comparator.comparingDouble(Places.Place::likeness));
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

    private Optional<String> contrast(Places.Place best) {
        Terms there = best.statement().terms();
        Optional<String> state = Contrast.otherState(clause, there);
        if (state.isPresent()) {
            return Optional.of("a source says " + state.get() + " of this");
        }
        if (best.reading().ref().kind() == SourceRef.Kind.TOOL) {
            return Optional.empty();
        }
        if (Contrast.widens(clause, there)) {
            return Optional.of("a source says this of some only");
        }
        List<Reading.Statement> all = best.reading().statements();
        List<Reading.Statement> near =
                all.subList(Math.max(0, best.index() - 1), Math.min(all.size(), best.index() + 2));
        return Contrast.deniesAlone(clause, near) ? Optional.of("no source denies this") : Optional.empty();
    }

    private boolean saysTheOpposite(Places.Place best, double weight) {
        Reading.Statement there = best.statement();
        Set<String> words = Stream.concat(
                        clause.stems().stream(), clause.names().stream().map(Words::stem))
                .collect(Collectors.toSet());
        // The lines of an output tell of one thing together, so any of them may say the opposite.
        boolean tool = best.reading().ref().kind() == SourceRef.Kind.TOOL;
        Set<String> said = tool && !tellsTheStateOfOne(there) ? best.reading().stems() : there.stems();
        boolean opposite = weight - places.common() >= 1
                && words.stream()
                        .filter(word -> !said.contains(word))
                        .anyMatch(word -> Words.opposites(word).stream()
                                .anyMatch(other -> said.contains(other)
                                        && !there.terms().negated().contains(other)));
        boolean alike = weight > 0 && best.likeness() / weight >= SAYS_THE_SAME;
        boolean turned = alike && isTurned(there.terms(), said);
        return opposite ? clause.negated().isEmpty() : turned;
    }

    /** A row about the one thing that the clause speaks of, and about where it stands. */
    private boolean tellsTheStateOfOne(Reading.Statement row) {
        boolean named = clause.names().stream().anyMatch(row::mentions)
                || clause.stems().stream()
                        .anyMatch(stem -> !Words.isCommon(stem) && Reading.hasStem(row.stems(), stem));
        return named && Contrast.tellsState(row.terms());
    }

    /** Whether one of both denies what the other does not. */
    private boolean isTurned(Terms there, Set<String> said) {
        if (clause.negated().isEmpty() == there.negated().isEmpty()) {
            return false;
        }
        long deniedHere = clause.negated().stream()
                .filter(word -> said.contains(word)
                        && !there.negated().contains(word)
                        && !there.supposed().contains(word))
                .count();
        long deniedThere = there.negated().stream()
                .filter(word -> (clause.stems().contains(word) || clause.names().contains(word))
                        && !clause.negated().contains(word)
                        && !clause.supposed().contains(word))
                .count();
        return deniedHere * 2 > clause.negated().size()
                || deniedThere * 2 > there.negated().size();
    }
}
