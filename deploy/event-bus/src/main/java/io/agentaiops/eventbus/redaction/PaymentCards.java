package io.agentaiops.eventbus.redaction;

/** Payment card numbers: issuer's range and length, grouping as printed, check digit (ISO/IEC 7812-1). */
final class PaymentCards {

    private PaymentCards() {}

    static int at(Scan scan, DigitRun run) {
        for (int groups = Math.min(run.count(), 5); groups >= 1; groups--) {
            DigitRun first = run.first(groups);
            char next = scan.at(first.end());
            if (isGrouped(scan, first) && !Scan.isWord(next)) {
                String digits = first.plain(scan);
                if (isIssued(digits) && CheckDigits.luhn(digits)) {
                    return scan.add("card", first.start(), first.end());
                }
            }
        }
        return -1;
    }

    private static boolean isGrouped(Scan scan, DigitRun run) {
        if (run.count() == 1) {
            return run.length(0) >= 13 && run.length(0) <= 19;
        }
        char sign = scan.at(run.end(0));
        if ((sign != ' ' && sign != '-') || !run.separatedByOne(scan)) {
            return false;
        }
        return run.is(4, 4, 4, 4)
                || run.is(4, 6, 5)
                || run.is(4, 6, 4)
                || run.is(4, 4, 4, 4, 3)
                || run.is(4, 4, 4, 4, 2);
    }

    private static boolean isIssued(String digits) {
        int length = digits.length();
        int two = Integer.parseInt(digits.substring(0, 2));
        int four = Integer.parseInt(digits.substring(0, 4));
        if (digits.charAt(0) == '4') {
            return length == 13 || length == 16 || length == 19;
        }
        if (two == 34 || two == 37) {
            return length == 15;
        }
        if (two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059)) {
            return length == 14;
        }
        if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) {
            return length == 16;
        }
        if (two == 50 || (two >= 56 && two <= 61) || two == 63 || two >= 66) {
            return two < 70 && length >= 16;
        }
        return (two == 62 || two == 64 || two == 65 || (four >= 3528 && four <= 3589)) && length >= 16;
    }
}
