package io.agentaiops.eventbus.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers that states give to people. One that is written in a way of its own, or has a check that chance seldom meets,
 * is known by itself; the others need a word before them that says what they are.
 */
final class NationalNumbers {

    private static final String TYPE = "national-id";
    private static final String DNI = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String HETU = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private static final String CHINESE = "10X98765432";

    /** Values of an odd place by character, decreto ministeriale 23/12/1976: the Italian codice fiscale. */
    private static final int[] CODICE_ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private static final Pattern CODICE = Pattern.compile("[A-Z]{6}\\d{2}[A-EHLMPR-T]\\d{2}[A-Z]\\d{3}[A-Z]");
    private static final Pattern CURP = Pattern.compile("[A-Z]{4}\\d{6}[HMX][A-Z]{5}[A-Z0-9]\\d");
    private static final Pattern INDIAN_PAN = Pattern.compile("[A-Z]{3}[PCHFATBLJG][A-Z]\\d{4}[A-Z]");
    private static final Pattern NINO = Pattern.compile(
            "(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]");
    private static final Pattern DOCUMENT = Pattern.compile(
            "(?:passport|reisepass|personalausweis|driver'?s? licen[cs]e|driving licen[cs]e)"
                    + "(?:[ _-]?(?:nr|no|nummer|number|num|#)\\.?)?[\"']?\\s*[:=]?\\s*[\"']?((?=(?:\\w*\\d){4})[A-Z0-9]{7,12})(?!\\w)",
            Pattern.CASE_INSENSITIVE);

    private NationalNumbers() {}

    /** At a word that begins with a capital and a capital or digit. */
    static int lettered(Scan scan, int start) {
        int end = start;
        while (end - start < 19 && Scan.isWord(scan.at(end))) {
            end++;
        }
        String word = scan.between(start, end);
        boolean found = switch (end - start) {
            case 9 -> NINO.matcher(word).matches() || isNie(word);
            case 10 -> INDIAN_PAN.matcher(word).matches();
            case 16 -> CODICE.matcher(word).matches() && codiceHolds(word);
            case 18 -> CURP.matcher(word).matches();
            default -> false;
        };
        if (found) {
            return scan.add(TYPE, start, end);
        }
        if (end - start == 2 && scan.at(end) == ' ') {
            Matcher nino = scan.matcher(NINO, start, 14);
            return nino.lookingAt() && !Scan.isWord(scan.at(nino.end())) ? scan.add(TYPE, start, nino.end()) : -1;
        }
        return -1;
    }

    /** At a word that may name a document with its number behind it. */
    static int document(Scan scan, int start) {
        if (!scan.isAtIgnoringCase(start, "passp")
                && !scan.isAtIgnoringCase(start, "reisep")
                && !scan.isAtIgnoringCase(start, "personala")
                && !scan.isAtIgnoringCase(start, "driv")) {
            return -1;
        }
        Matcher document = scan.matcher(DOCUMENT, start, 60);
        return document.lookingAt() ? scan.add(TYPE, document.start(1), document.end(1)) : -1;
    }

    /** Digits with a letter right behind them: Spanish identity cards, Chinese ones ending in X, Finnish ones. */
    static int withLetter(Scan scan, int start, int end) {
        char letter = scan.at(end);
        if (Scan.isWord(scan.at(end + 1))) {
            return end - start == 6 ? finnish(scan, start, end) : -1;
        }
        String digits = scan.between(start, end);
        if ((digits.length() == 8 && DNI.charAt(Integer.parseInt(digits) % 23) == letter)
                || (digits.length() == 17 && isChinese(digits + letter))) {
            return scan.add(TYPE, start, end + 1);
        }
        return -1;
    }

    /** Day, month, year, sign of the century, number, check: {@code 131052-308T}. */
    static int finnish(Scan scan, int start, int end) {
        char century = scan.at(end);
        if (century == 0 || "+-A".indexOf(century) < 0 || Scan.isWord(scan.at(end + 5))) {
            return -1;
        }
        for (int i = end + 1; i < end + 4; i++) {
            if (!Scan.isDigit(scan.at(i))) {
                return -1;
            }
        }
        String digits = scan.between(start, end) + scan.between(end + 1, end + 4);
        return CheckDigits.isMonthAndDay(digits, 2, 0) && HETU.charAt(Integer.parseInt(digits) % 31) == scan.at(end + 4)
                ? scan.add(TYPE, start, end + 5)
                : -1;
    }

    /** Digits alone, in groups or not. */
    static int numbered(Scan scan, DigitRun run) {
        if (run.digits() > 19 || Scan.isAnyWord(scan.at(run.end()))) {
            return run.is(6, 3) ? finnish(scan, run.start(), run.end(0)) : -1;
        }
        String digits = run.plain(scan);
        if (isByItself(scan, run, digits)) {
            return scan.add(TYPE, run.start(), run.end());
        }
        if (digits.length() < 9 || digits.length() > 12) {
            return -1;
        }
        return isNamed(Context.before(scan, run.start()), digits) ? scan.add(TYPE, run.start(), run.end()) : -1;
    }

    private static boolean isByItself(Scan scan, DigitRun run, String digits) {
        char sign = run.count() > 1 ? scan.at(run.end(0)) : 0;
        boolean one = run.separatedByOne(scan);
        if (run.is(3, 2, 4)) {
            return one && sign == '-' && isSocialSecurity(digits);
        }
        if (run.is(3, 4, 4, 2)) {
            return digits.startsWith("756") && CheckDigits.ean13(digits);
        }
        if (run.is(3, 3, 3, 2)) {
            return scan.at(run.end(2)) == '-' && isBrazilian(digits);
        }
        if (run.is(6, 4)) {
            return sign == '-' && CheckDigits.isMonthAndDay(digits, 2, 4) && CheckDigits.luhn(digits);
        }
        if (run.is(6, 7)) {
            return sign == '-'
                    && CheckDigits.isMonthAndDay(digits, 2, 4)
                    && digits.charAt(6) >= '1'
                    && digits.charAt(6) <= '8';
        }
        if (run.is(2, 3, 3, 3)) {
            return sign == ' ' && one && CheckDigits.mod1110(digits);
        }
        if (run.is(3, 3, 4)) {
            return sign == ' ' && one && isHealthService(digits);
        }
        if (run.is(4, 4, 4)) {
            return one && (sign == ' ' || sign == '-') && digits.charAt(0) >= '2' && CheckDigits.verhoeff(digits);
        }
        if (run.is(1, 2, 2, 2, 3, 3, 2) || run.is(15)) {
            return isFrench(digits);
        }
        return (run.is(18) && isChinese(digits))
                || (run.is(13) && digits.startsWith("756") && CheckDigits.ean13(digits));
    }

    private static boolean isNamed(Context context, String digits) {
        return switch (digits.length()) {
            case 9 ->
                (context.has("bsn") && CheckDigits.weighted(digits, 11, 9, 8, 7, 6, 5, 4, 3, 2, -1))
                        || ((context.has("sin") || context.hasPrefix("insurance")) && CheckDigits.luhn(digits))
                        || ((context.has("ssn") || context.has("security")) && isSocialSecurity(digits))
                        || (context.has("tfn") && CheckDigits.weighted(digits, 11, 1, 4, 3, 7, 5, 8, 6, 9, 10))
                        || context.has("nif");
            case 10 ->
                (context.has("nhs") && isHealthService(digits))
                        || (context.hasPrefix("person") && CheckDigits.luhn(digits))
                        || (context.has("cpr") && CheckDigits.isMonthAndDay(digits, 2, 0));
            case 11 ->
                (context.has("pesel") && CheckDigits.weighted(digits, 10, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1))
                        || (context.has("cpf") && isBrazilian(digits))
                        || ((context.hasPrefix("steuer")
                                        || context.hasPrefix("idnr")
                                        || context.hasPrefix("identifikation"))
                                && CheckDigits.mod1110(digits));
            case 12 ->
                (context.hasPrefix("person") && CheckDigits.luhn(digits.substring(2)))
                        || ((context.hasPrefix("aadh") || context.has("uid")) && CheckDigits.verhoeff(digits));
            default -> false;
        };
    }

    /** Numbers never issued: Social Security Administration, POMS RM 10201.035. */
    private static boolean isSocialSecurity(String digits) {
        return !digits.startsWith("000")
                && !digits.startsWith("666")
                && digits.charAt(0) != '9'
                && !digits.startsWith("00", 3)
                && !digits.endsWith("0000");
    }

    private static boolean isHealthService(String digits) {
        int check = 11 - CheckDigits.sum(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return digits.charAt(0) >= '4' && check != 10 && check % 11 == CheckDigits.last(digits);
    }

    private static boolean isBrazilian(String digits) {
        int first = CheckDigits.sum(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        int second = CheckDigits.sum(digits, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        return first == digits.charAt(9) - '0' && second == digits.charAt(10) - '0';
    }

    private static boolean isFrench(String digits) {
        int month = Integer.parseInt(digits.substring(3, 5));
        return (digits.charAt(0) == '1' || digits.charAt(0) == '2')
                && month >= 1
                && (month <= 12 || (month >= 20 && month <= 42))
                && 97 - CheckDigits.rest97(digits.substring(0, 13)) == Integer.parseInt(digits.substring(13));
    }

    /** GB 11643. */
    private static boolean isChinese(String number) {
        int sum = CheckDigits.sum(number, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
        return CheckDigits.isMonthAndDay(number, 10, 12)
                && (number.startsWith("19", 6) || number.startsWith("20", 6))
                && CHINESE.charAt(sum % 11) == number.charAt(17);
    }

    private static boolean isNie(String word) {
        int first = "XYZ".indexOf(word.charAt(0));
        for (int i = 1; i < 8; i++) {
            if (first < 0 || !Scan.isDigit(word.charAt(i))) {
                return false;
            }
        }
        return DNI.charAt(Integer.parseInt(first + word.substring(1, 8)) % 23) == word.charAt(8);
    }

    private static boolean codiceHolds(String word) {
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = word.charAt(i);
            int value = Scan.isDigit(c) ? c - '0' : c - 'A';
            // Letters and digits share the table of odd places for 0 to 9, as the decree has it.
            sum += i % 2 == 0 ? CODICE_ODD[value] : value;
        }
        return word.charAt(15) == 'A' + sum % 26;
    }
}
