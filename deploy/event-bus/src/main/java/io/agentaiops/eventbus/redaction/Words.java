package io.agentaiops.eventbus.redaction;

/** What can begin where a word begins. */
final class Words {

    private Words() {}

    static int at(Scan scan, int start) {
        char first = scan.at(start);
        int end = Keys.at(scan, start);
        if (end > 0) {
            return end;
        }
        if (Scan.isUpper(first)) {
            end = Commands.statement(scan, start);
            if (end > 0) {
                return end;
            }
        }
        Prose.at(scan, start);
        if (Scan.isUpper(first)) {
            return capital(scan, start, first);
        }
        if (first == 'e' && scan.isAt(start, "eyJ")) {
            return Keys.jwt(scan, start);
        }
        if (first == 'b') {
            return scan.isAt(start, "bot") ? Keys.telegramUrl(scan, start) : Schemes.inText(scan, start);
        }
        if (beginsCommand(scan.at(start - 1))) {
            Commands.at(scan, start);
        }
        if (first == 'u' || first == 'a') {
            return Addresses.polish(scan, start);
        }
        return document(scan, start, first);
    }

    private static int capital(Scan scan, int start, char first) {
        if (first == 'B') {
            int end = Schemes.inText(scan, start);
            if (end > 0) {
                return end;
            }
        }
        char second = scan.at(start + 1);
        if (Scan.isUpper(second) || Scan.isDigit(second)) {
            int end = scan.at(start + 1) == 0 ? -1 : Ibans.at(scan, start);
            return end > 0 ? end : NationalNumbers.lettered(scan, start);
        }
        int end = Addresses.atName(scan, start, first);
        return end > 0 ? end : document(scan, start, first);
    }

    private static int document(Scan scan, int start, char first) {
        return "pPrRdD".indexOf(first) >= 0 ? NationalNumbers.document(scan, start) : -1;
    }

    private static boolean beginsCommand(char before) {
        return before <= ' ' || "/;|&('\"`$".indexOf(before) >= 0;
    }
}
