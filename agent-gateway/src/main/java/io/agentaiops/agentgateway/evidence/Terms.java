package io.agentaiops.agentgateway.evidence;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a piece of text is made of, as far as it matters to whether another backs it.
 *
 * @param plain the text in lower case, without marks of emphasis
 * @param names what names one thing exactly: paths, hosts, identifiers, dates, words with capitals
 * @param stems the other words that carry content
 * @param quantities its numbers and times of day
 * @param negated those of the stems and names of which it says that they are not so
 * @param supposed those that it says only under a condition: neither so nor denied
 */
record Terms(
        String plain,
        Set<String> names,
        Set<String> stems,
        List<Quantity> quantities,
        Set<String> negated,
        Set<String> supposed) {

    private static final Pattern ADDRESS_AND_PORT =
            Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.\\d+|\\*|\\[[0-9a-f:]*]|localhost):(?=\\d{1,5}\\b)");
    private static final Pattern EMPHASIS =
            Pattern.compile("\\*{1,3}(?=\\S)|(?<=\\S)\\*{1,3}|`|(?<![\\w/])_+(?=\\w)|(?<=\\w)_+(?!\\w)");
    private static final Pattern CODE = Pattern.compile("`(\\p{L}[^`\\s=]{2,})`");
    /** What follows is not said to be so, nor denied. */
    private static final Set<String> CONDITIONS = Set.of("if", "when", "once", "until", "unless", "whenever");

    private static final Set<String> JOINS = Set.of("and", "but", "because", "so", "while", "although");
    private static final Pattern SAYS_NO = Pattern.compile("(?i)[:=]\\s*\"?(?:no|false|off|none|null)\"?[\\s}]*$");
    private static final Pattern ONE = Pattern.compile(
            "(?i)\\bone\\s(?=(?:second|minute|hour|day|week|month|year|percent)\\b)|\\ban\\s(?=hour\\b)");
    private static final Pattern RANGE = Pattern.compile("(?<=\\d)\\s?[-–]\\s?(?=\\d)");
    private static final Pattern AFTER_KEY = Pattern.compile("(?<=\")\\s?:(?=-?\\d)");
    private static final Pattern SHARE_OF = Pattern.compile("%/");
    private static final Pattern NUMBER_IN_PATH = Pattern.compile("(?<=[a-z]/)(\\d+)(?=/)");
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}_./:@+*~'’-]+");
    private static final Pattern EXACT = Pattern.compile(".*[\\p{N}/_@*].*|.*\\p{L}[.:]\\p{L}.*");
    private static final Pattern OUT_OF = Pattern.compile("\\b(?:ran|run|runs|running) out(?: of)?\\b");
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}'’]+");

    Terms {
        names = Set.copyOf(names);
        stems = Set.copyOf(stems);
        quantities = List.copyOf(quantities);
        negated = Set.copyOf(negated);
        supposed = Set.copyOf(supposed);
    }

    static Terms of(String text) {
        String whole = ADDRESS_AND_PORT
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("$1 ");
        String plain = EMPHASIS.matcher(whole).replaceAll("").replace('’', '\'');
        String spaced =
                AFTER_KEY.matcher(SHARE_OF.matcher(plain).replaceAll("% ")).replaceAll(" ");
        Set<String> names = new HashSet<>();
        CODE.matcher(whole)
                .results()
                .map(code -> code.group(1).toLowerCase(Locale.ROOT))
                .forEach(names::add);
        List<Quantity> quantities = new ArrayList<>();
        String rest = Moments.take(spaced, names, quantities);
        Matcher inPath = NUMBER_IN_PATH.matcher(rest);
        while (inPath.find()) {
            quantities.addAll(QuantityParser.parse(inPath.group(1)).quantities());
        }
        rest = ONE.matcher(rest).replaceAll("1 ");
        rest = RANGE.matcher(rest).replaceAll(" to ");
        QuantityParser.Found found = QuantityParser.parse(rest);
        quantities.addAll(found.quantities());
        Set<String> stems = new HashSet<>();
        Set<String> negated = new HashSet<>();
        Set<String> supposed = new HashSet<>();
        sort(found.rest(), names, stems, negated, supposed);
        return new Terms(plain.toLowerCase(Locale.ROOT), names, stems, quantities, negated, supposed);
    }

    /** Puts each token where it belongs. */
    private static void sort(
            String text, Set<String> names, Set<String> stems, Set<String> negated, Set<String> supposed) {
        Set<String> affirmed = new HashSet<>();
        boolean first = true;
        boolean condition = false;
        int reach = 0;
        String said = OUT_OF.matcher(text).replaceAll("without");
        Matcher tokens = TOKEN.matcher(said);
        while (tokens.find()) {
            String token = tokens.group().replaceAll("^[.:'+~-]+|(?:'s)?[.:'+~-]*$", "");
            String lower = token.toLowerCase(Locale.ROOT);
            Set<String> content = new HashSet<>();
            condition = condition || CONDITIONS.contains(lower);
            if (Words.negates(lower)) {
                reach = condition ? 0 : Words.reach(lower);
                condition = condition && !endsClause(said, tokens);
                continue;
            } else if (JOINS.contains(lower)) {
                reach = 0;
                continue;
            } else if (EXACT.matcher(token).matches() || isProper(token, first)) {
                names.add(lower);
                content.add(lower);
            } else {
                WORD.matcher(lower)
                        .results()
                        .map(MatchResult::group)
                        .filter(word -> !Words.isFunction(word))
                        .forEach(word -> content.add(Words.stem(word)));
                stems.addAll(content);
            }
            if (condition) {
                supposed.addAll(content);
            } else if (reach > 0) {
                negated.addAll(content);
            } else {
                affirmed.addAll(content);
            }
            boolean ends = endsClause(said, tokens);
            condition = condition && !ends;
            reach = ends ? 0 : reach - Math.min(reach, content.size());
            first = first && token.isEmpty();
        }
        if (SAYS_NO.matcher(text).find()) {
            negated.addAll(affirmed);
        } else {
            negated.removeAll(affirmed);
        }
    }

    private static boolean endsClause(String text, Matcher token) {
        return token.group().matches(".*[.:]$")
                || (token.end() < text.length() && ",;.:|()".indexOf(text.charAt(token.end())) >= 0);
    }

    /** A word with a capital in the middle of a sentence, or with several anywhere. */
    private static boolean isProper(String token, boolean first) {
        long capitals = token.chars().filter(Character::isUpperCase).count();
        return capitals > 1 || (capitals == 1 && !first && token.length() > 2);
    }

    /** Whether the name stands for one thing and is written one way, such as a path, a unit with a dot or an identifier. */
    static boolean isExact(String name) {
        return EXACT.matcher(name).matches();
    }

    /** All words of the text, those inside of names too. */
    static Set<String> allStems(String plain) {
        Set<String> stems = new HashSet<>();
        Matcher words = WORD.matcher(plain);
        while (words.find()) {
            stems.add(Words.stem(words.group()));
        }
        return stems;
    }
}
