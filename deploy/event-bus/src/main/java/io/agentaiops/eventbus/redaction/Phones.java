package io.agentaiops.eventbus.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telephone numbers: international (ITU-T E.164), North American, national with their leading zero, or named as one. */
final class Phones {

    private static final String TYPE = "phone";
    private static final int MOST_DIGITS = 15;

    private static final Pattern BRACKETED =
            Pattern.compile("\\((?:0\\d{1,4}|[1-9]\\d{1,2})\\) ?\\d{3,5}[-. ]\\d{3,5}(?!\\w)");

    private Phones() {}

    /** Called at {@code +} or an opening bracket. */
    static int at(Scan scan, int at) {
        if (scan.at(at) == '(') {
            if (!Scan.isDigit(scan.at(at + 1))) {
                return -1;
            }
            Matcher number = scan.matcher(BRACKETED, at, 20);
            return number.lookingAt() ? scan.add(TYPE, at, number.end()) : -1;
        }
        return Scan.isDigit(scan.at(at + 1)) && scan.at(at + 1) != '0' && !Scan.isAnyWord(scan.at(at - 1))
                ? international(scan, at)
                : -1;
    }

    /** As URLs write it, with an escaped plus. */
    static int encoded(Scan scan, int at) {
        int end = at + 3;
        while (Scan.isDigit(scan.at(end))) {
            end++;
        }
        return end - at - 3 >= 8 && end - at - 3 <= MOST_DIGITS ? scan.add(TYPE, at, end) : -1;
    }

    private static int international(Scan scan, int plus) {
        int digits = 0;
        int end = -1;
        int i = plus + 1;
        while (true) {
            int from = i;
            while (Scan.isDigit(scan.at(i))) {
                i++;
            }
            digits += i - from;
            if (i == from || digits > MOST_DIGITS) {
                break;
            }
            end = i;
            int gap = i;
            while (gap - i < 2 && scan.at(gap) != 0 && " ()-./".indexOf(scan.at(gap)) >= 0) {
                gap++;
            }
            if (gap == i) {
                break;
            }
            i = gap;
        }
        int counted = 0;
        for (int k = plus; k < end; k++) {
            counted += Scan.isDigit(scan.at(k)) ? 1 : 0;
        }
        return counted >= 8 && !Scan.isAnyWord(scan.at(end)) ? scan.add(TYPE, plus, end) : -1;
    }

    /** Without a plus: by its grouping, its leading zero, or the word before it. */
    static int national(Scan scan, DigitRun run) {
        int digits = run.digits();
        char next = scan.at(run.end());
        if (digits > MOST_DIGITS || Scan.isAnyWord(next) || next == ':') {
            return -1;
        }
        boolean found = isAmerican(scan, run) || isWithTrunkZero(scan, run);
        if (!found && !isDate(run)) {
            found = Context.before(scan, run.start()).tellsPhone();
        }
        return found ? scan.add(TYPE, run.start(), run.end()) : -1;
    }

    private static boolean isAmerican(Scan scan, DigitRun run) {
        int area = run.is(3, 3, 4) ? 0 : run.is(1, 3, 3, 4) && scan.at(run.start()) == '1' ? 1 : -1;
        if (area < 0 || !run.separatedByOne(scan)) {
            return false;
        }
        char sign = scan.at(run.end(0));
        return (sign == '-' || sign == '.') && scan.at(run.start(area)) >= '2' && scan.at(run.start(area + 1)) >= '2';
    }

    private static boolean isWithTrunkZero(Scan scan, DigitRun run) {
        int digits = run.digits();
        if (scan.at(run.start()) != '0'
                || scan.at(run.start() + 1) == '0'
                || run.count() < 2
                || digits < 9
                || digits > 12
                || run.length(0) > 6
                || Scan.isDigit(scan.at(run.start() - 2))) {
            return false;
        }
        for (int i = 0; i < run.count(); i++) {
            char sign = i + 1 < run.count() ? scan.at(run.end(i)) : ' ';
            if (run.length(i) < 2 || sign == '.' || (sign == '/' && i > 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDate(DigitRun run) {
        return run.is(4, 2, 2) || run.is(2, 2, 4) || run.is(4, 2, 2, 2);
    }
}
