package io.agentaiops.agentgateway.question;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The wording of a question, and what of it must not differ between two questions that are to count as one: numbers,
 * names, denials and directions. A vector hardly tells "start" from "stop" or "web-1" from "web-2"; an operator does.
 */
public final class Wording {

    /** Numbers, versions, host names, paths, units: whatever holds a digit or one of the signs that names have. */
    private static final Pattern HARD = Pattern.compile(
            "[\\p{L}\\p{N}]*(?:\\p{N}|[/\\\\@_=<>%])[\\p{L}\\p{N}./\\\\@_=<>%:-]*|\\p{L}+(?:[.-]\\p{L}+)+");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}']+");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern END = Pattern.compile("[\\s.?!;,:]+$");

    private static final Set<String> DENIALS = Set.of(
            "not", "no", "never", "without", "cannot", "can't", "don't", "doesn't", "isn't", "won't", "didn't",
            "except", "nicht", "kein", "keine", "keinen", "nie", "ohne");

    /** Words of one line mean the same; words of two lines of one group, which begin alike, do not. */
    private static final List<String> DIRECTIONS = List.of(
            "run:start started starting starts boot launch begin",
            "run:stop stopped stopping stops halt shutdown kill end",
            "run:restart restarted restarting restarts reboot reload",
            "add:add create install enable enabled new allow grant open include",
            "add:remove delete uninstall disable disabled drop deny revoke close exclude purge",
            "more:increase raise grow extend more most higher highest larger largest longer longest maximum max",
            "more:decrease lower reduce shrink less least fewer fewest lowest smaller smallest shorter shortest minimum min",
            "way:up forward",
            "way:down back backward",
            "when:before earlier previous prior",
            "when:after later next",
            "rank:first oldest earliest",
            "rank:last newest latest recent",
            "gate:in inbound incoming receive import read reading upload",
            "gate:out outbound outgoing send export write writing written",
            "save:backup back-up save archive",
            "save:restore recover recovery",
            "lock:lock encrypt mute silence block",
            "lock:unlock decrypt unmute unsilence unblock");

    /** What the first word of a question asks for. */
    private static final Map<String, String> ASKS = Map.of(
            "why", "ask:why",
            "who", "ask:who",
            "who's", "ask:who",
            "whom", "ask:who",
            "when", "ask:when",
            "where", "ask:where",
            "where's", "ask:where");

    /** Words that questions are made of whatever they ask. */
    private static final Set<String> FRAME = Set.of(
            ("a an the this that these those is are was were be been am do does did done i i'm me my we us our you your it"
                            + " its they how what what's which who who's whom whose why when where where's can could should would shall will may"
                            + " must to of for in on at by with from into about if whether and or there then please tell"
                            + " show see look find know want need get give now s t service services")
                    .split(" "));

    private static final List<String> ENDINGS = List.of("ing", "ed", "es", "s");

    private static final Map<String, String> DIRECTION_OF = DIRECTIONS.stream()
            .flatMap(line -> Arrays.stream(line.substring(line.indexOf(':') + 1).split(" "))
                    .map(word -> Map.entry(word, line)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String normal;

    private Wording(String normal) {
        this.normal = normal;
    }

    /** The wording of that text. */
    public static Wording of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String line = SPACE.matcher(plain.replace('’', '\'')).replaceAll(" ").strip();
        return new Wording(END.matcher(line).replaceAll(""));
    }

    /** In lower case, with single spaces and without the signs at its end. */
    public String normal() {
        return normal;
    }

    /** Whether nothing speaks against both asking the same, as far as words tell: the vectors must say the rest. */
    public boolean agreesWith(Wording other) {
        return hard().equals(other.hard())
                && isDenied() == other.isDenied()
                && directions().equals(other.directions());
    }

    /** Whether both speak of the same things, in whatever order and form. */
    public boolean speaksOfWhat(Wording other) {
        return content().equals(other.content());
    }

    private Set<String> content() {
        return words().stream()
                .filter(word -> !FRAME.contains(word) && !DENIALS.contains(word) && !DIRECTION_OF.containsKey(word))
                .map(Wording::stem)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Cuts the ending that plural, past and progress leave; equal for forms of one word, not a word itself. */
    private static String stem(String word) {
        for (String ending : ENDINGS) {
            if (word.endsWith(ending) && word.length() - ending.length() >= 3 && !word.endsWith("ss")) {
                String cut = word.substring(0, word.length() - ending.length());
                boolean twice = cut.length() > 3 && cut.charAt(cut.length() - 1) == cut.charAt(cut.length() - 2);
                return withoutE(twice && !cut.endsWith("ll") ? cut.substring(0, cut.length() - 1) : cut);
            }
        }
        return withoutE(word);
    }

    private static String withoutE(String word) {
        return word.length() > 3 && word.endsWith("e") ? word.substring(0, word.length() - 1) : word;
    }

    private Set<String> hard() {
        return HARD.matcher(normal)
                .results()
                .map(MatchResult::group)
                .map(token -> END.matcher(token).replaceAll(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isDenied() {
        return words().stream().anyMatch(DENIALS::contains);
    }

    private Set<String> directions() {
        List<String> words = words();
        Set<String> directions = words.stream()
                .filter(DIRECTION_OF::containsKey)
                .map(DIRECTION_OF::get)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!words.isEmpty() && ASKS.containsKey(words.getFirst())) {
            directions.add(ASKS.get(words.getFirst()));
        }
        return directions;
    }

    private List<String> words() {
        return WORD.matcher(normal).results().map(MatchResult::group).toList();
    }

    /** Leaves out what people said. */
    @Override
    public String toString() {
        return "Wording[" + normal.length() + "]";
    }
}
