package io.agentaiops.eventbus.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Postal addresses as English, German, French, Spanish, Italian and Dutch speakers write them. */
final class Addresses {

    private static final String TYPE = "address";
    private static final int REACH = 140;

    private static final Pattern ENGLISH = Pattern.compile(
            "\\d{1,5}[A-Z]?(?: (?:[NSEW]|N[EW]|S[EW])\\.?)?(?: (?:[A-Z][a-zA-Z'’-]+\\.?|\\d{1,3}(?:st|nd|rd|th))){1,4}?"
                    + " (?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Place|Pl|Way|Terrace"
                    + "|Parkway|Pkwy|Highway|Hwy|Circle|Crescent|Close|Gardens|Mews|Quay|Alley)\\b"
                    + "(?: (?:N[EW]|S[EW]|[NSEW])\\b)?(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor)\\.? ?\\w{1,5}|,? #\\w{1,5})?"
                    + "(?:(?:, [A-Z][a-zA-Z .'-]{1,30}?)?,? (?:[A-Z]{2} \\d{5}(?:-\\d{4})?|[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}))?");
    private static final Pattern FRENCH = Pattern.compile(
            "\\d{1,4}(?: (?:bis|ter|quater))?,? (?:rue|avenue|boulevard|place|chemin|allée|impasse|quai|cours|route)"
                    + "(?: (?:de la|de l['’]|des|de|du|d['’]))?(?: ?\\p{Lu}[\\p{L}'’-]+){1,4}(?:, \\d{5} \\p{Lu}[\\p{L}-]+)?");
    private static final Pattern ROMANCE = Pattern.compile(
            "(?:Calle|Avenida|Av\\.|Plaza|Paseo|Via|Viale|Piazza|Corso|Rua|Travessa|Praça)(?: (?:de la|de los|de las|del|della|dei|das|dos|de|da|do|di))?"
                    + "(?: \\p{Lu}[\\p{L}'’.-]+| (?:de|da|do|dos|das|del|di)(?= \\p{Lu})){1,5},? (?:n[.º°]? ?)?\\d{1,4}[a-zA-Z]?(?![\\w.]\\w)"
                    + "(?:(?:, [\\p{L}\\d .ºª°-]{1,24}){0,3},? (?:\\d{5}(?:-\\d{3})?(?: \\p{Lu}[\\p{L}-]+)?)|, ap(?:to)?\\.? \\d{1,4}(?:, \\p{Lu}\\p{L}+)?)?");
    private static final Pattern POLISH = Pattern.compile(
            "(?:ul|al|pl|os)\\. (?:\\p{Lu}[\\p{L}.-]+ ){1,3}\\d{1,4}[a-zA-Z]?(?:/\\d{1,4})?(?:, \\d{2}-\\d{3} \\p{Lu}[\\p{L}-]+)?");

    /** Before a number that is followed by a postal code and a town: the words that make the name of the street. */
    private static final Pattern NAME = Pattern.compile(
            "\\p{Lu}[\\p{L}.'’-]*(?: (?:\\p{Lu}[\\p{L}.'’-]*|de[rnms]|das|du|des|de|la|le|van|het)){0,4} $");

    private static final Pattern CODE_AND_TOWN =
            Pattern.compile("\\d{1,4}(?: ?[a-zA-Z]|[/-]\\d{1,4})?, (?:[A-Z]{1,2}-)?\\d{4,5} \\p{Lu}");
    private static final Pattern BOX = Pattern.compile("(?:P\\.? ?O\\.? Box|Postfach) \\d{1,6}"
            + "(?:, [A-Z][a-zA-Z .'-]{1,30}?,? [A-Z]{2} \\d{5}(?:-\\d{4})?|, \\d{4,5} \\p{Lu}[\\p{L}-]+)?");
    private static final Pattern NUMBER_AND_TOWN = Pattern.compile(
            "\\d{1,4}(?: ?[a-zA-Z](?!\\w)(?: \\d{1,3})?|[/-]\\d{1,4})?"
                    + "(?:, (?:[A-Z]{1,2}-)?(?:\\d{4,5}|\\d{3} \\d{2}) \\p{Lu}[\\p{L}-]+(?: (?:am|an der|im|bei) \\p{Lu}\\p{L}+)?(?: \\(\\p{L}+\\))?)?");

    /** How the names of streets end in German and Dutch. */
    private static final String[] ENDINGS = {
        "straße",
        "strasse",
        "str.",
        "weg",
        "platz",
        "allee",
        "gasse",
        "damm",
        "ufer",
        "chaussee",
        "steig",
        "straat",
        "gracht",
        "laan",
        "plein",
        "kade",
        "katu",
        "gatan",
        "vägen",
        "gaten",
        "veien",
        "gade",
        "utca"
    };

    private Addresses() {}

    /** At a short number: before the name of its street, or behind it. */
    static int atNumber(Scan scan, int start, int end) {
        if (scan.at(start - 1) == ' ' && (Character.isLetter(scan.at(start - 2)) || scan.at(start - 2) == '.')) {
            int found = behindStreet(scan, start);
            if (found < 0
                    && end - start <= 4
                    && (scan.at(end) == ',' || scan.at(end + 1) == ',' || scan.at(end) == '/')) {
                found = beforeTown(scan, start);
            }
            if (found > 0) {
                return found;
            }
        }
        char next = scan.at(end);
        int word =
                next == ' ' ? end + 1 : next == ',' || (Scan.isUpper(next) && scan.at(end + 1) == ' ') ? end + 2 : -1;
        if (word < 0) {
            return -1;
        }
        char first = scan.at(word);
        if (Scan.isUpper(first) || isOrdinal(scan, word)) {
            return whole(scan, ENGLISH, start);
        }
        return first != 0 && "rabpciqt".indexOf(first) >= 0 ? whole(scan, FRENCH, start) : -1;
    }

    /** At a capitalised word that may be the kind of a street or a box. */
    static int atName(Scan scan, int start, char first) {
        return switch (first) {
            case 'C', 'A', 'V', 'R', 'T' -> isKind(scan, start) ? whole(scan, ROMANCE, start) : -1;
            case 'P' -> {
                int found = scan.isAt(start, "P.") || scan.isAt(start, "Post") ? whole(scan, BOX, start) : -1;
                yield found < 0 && isKind(scan, start) ? whole(scan, ROMANCE, start) : found;
            }
            default -> -1;
        };
    }

    private static boolean isKind(Scan scan, int start) {
        return scan.isAt(start, "Calle ")
                || scan.isAt(start, "Avenida ")
                || scan.isAt(start, "Via ")
                || scan.isAt(start, "Viale ")
                || scan.isAt(start, "Rua ")
                || scan.isAt(start, "Corso ")
                || scan.isAt(start, "Plaza ")
                || scan.isAt(start, "Paseo ")
                || scan.isAt(start, "Piazza ")
                || scan.isAt(start, "Praça ")
                || scan.isAt(start, "Travessa ")
                || scan.isAt(start, "Av. ");
    }

    /** {@code 5th}, {@code 42nd}: streets have numbers too. */
    private static boolean isOrdinal(Scan scan, int word) {
        int end = word;
        while (Scan.isDigit(scan.at(end))) {
            end++;
        }
        return end > word && end - word <= 3 && "snrt".indexOf(scan.at(end)) >= 0 && scan.at(end + 2) == ' ';
    }

    private static int behindStreet(Scan scan, int number) {
        int end = number - 1;
        int start = end;
        while (start > 0
                && end - start < 40
                && (Character.isLetter(scan.at(start - 1)) || ".-".indexOf(scan.at(start - 1)) >= 0)) {
            start--;
        }
        if (!Character.isUpperCase(scan.at(start))) {
            return -1;
        }
        for (String ending : ENDINGS) {
            if (scan.isAtIgnoringCase(end - ending.length(), ending)) {
                int from = end - start >= ending.length() + 3
                        ? start
                        : twoWords(scan, start, end - start, ending.length());
                Matcher rest = scan.matcher(NUMBER_AND_TOWN, number, REACH);
                return from >= 0 && rest.lookingAt() ? scan.add(TYPE, from, rest.end()) : -1;
            }
        }
        return -1;
    }

    /** {@code Rosenthaler Weg}: the kind of the street is a word of its own, its name the one before. */
    private static int twoWords(Scan scan, int start, int length, int ending) {
        int name = start - 1;
        while (name > 0 && (Character.isLetter(scan.at(name - 1)) || scan.at(name - 1) == '-')) {
            name--;
        }
        return length == ending && scan.at(start - 1) == ' ' && start - name > 4 && Character.isUpperCase(scan.at(name))
                ? name
                : -1;
    }

    /** A number, a postal code and a town: whatever stands before is a street. */
    private static int beforeTown(Scan scan, int number) {
        if (!scan.matcher(CODE_AND_TOWN, number, 24).lookingAt()) {
            return -1;
        }
        int from = Math.max(0, number - 48);
        Matcher name = NAME.matcher(scan.between(from, number));
        Matcher rest = scan.matcher(NUMBER_AND_TOWN, number, REACH);
        return name.find() && name.end() - name.start() > 5 && rest.lookingAt()
                ? scan.add(TYPE, from + name.start(), rest.end())
                : -1;
    }

    /** At a word that may be the abbreviated kind of a Polish street. */
    static int polish(Scan scan, int start) {
        return scan.at(start + 2) == '.' && scan.at(start + 3) == ' ' ? whole(scan, POLISH, start) : -1;
    }

    private static int whole(Scan scan, Pattern pattern, int start) {
        Matcher matcher = scan.matcher(pattern, start, REACH);
        return matcher.lookingAt() ? scan.add(TYPE, start, matcher.end()) : -1;
    }
}
