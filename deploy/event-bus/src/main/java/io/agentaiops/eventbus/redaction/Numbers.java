package io.agentaiops.eventbus.redaction;

/** Decides what a number is. Most are done with after their own digits and the sign behind them. */
final class Numbers {

    private Numbers() {}

    /** Called at a first digit. */
    static int at(Scan scan, int start, boolean afterLetter) {
        if (afterLetter || continues(scan, start)) {
            return -1;
        }
        int end = start;
        while (Scan.isDigit(scan.at(end))) {
            end++;
        }
        int length = end - start;
        char next = scan.at(end);
        int found = length <= 5 ? Addresses.atNumber(scan, start, end) : -1;
        if (found > 0) {
            return found;
        }
        boolean grouped = next != 0 && " -./".indexOf(next) >= 0 && Scan.isDigit(scan.at(end + 1));
        if (!grouped && length < 7) {
            return length == 6 ? NationalNumbers.finnish(scan, start, end) : -1;
        }
        if (Scan.isAnyWord(next)) {
            return NationalNumbers.withLetter(scan, start, end);
        }
        if (next == ':' && length >= 8 && length <= 10) {
            found = Keys.telegram(scan, start, end);
        }
        return found > 0 ? found : run(scan, DigitRun.at(scan, start));
    }

    private static int run(Scan scan, DigitRun run) {
        if (run.digits() < 7 || isAddressOrTime(scan, run)) {
            return -1;
        }
        int found = PaymentCards.at(scan, run);
        if (found < 0) {
            found = NationalNumbers.numbered(scan, run);
        }
        return found < 0 ? Phones.national(scan, run) : found;
    }

    /** IP addresses and times of logs: the commonest long numbers by far. */
    private static boolean isAddressOrTime(Scan scan, DigitRun run) {
        if (run.count() == 4 && run.length(0) <= 3 && run.length(1) <= 3) {
            return run.length(2) <= 3 && run.length(3) <= 3 && run.separatedBy(scan, '.');
        }
        return run.count() >= 3 && run.length(0) == 4 && run.length(1) == 2 && run.length(2) == 2;
    }

    /** Whether this is the later part of something longer: {@code 10.0.0.1}, {@code GPU-5f7a}, {@code 12:30}. */
    private static boolean continues(Scan scan, int start) {
        char before = scan.at(start - 1);
        char further = scan.at(start - 2);
        return switch (before) {
            case '.', '-', '_' -> Scan.isWord(further);
            case '/', ':', ',' -> Scan.isDigit(further);
            default -> before > 127 && Character.isLetterOrDigit(before);
        };
    }
}
