package io.agentaiops.eventbus.redaction;

import java.util.HashMap;
import java.util.Map;

/** International bank account numbers, ISO 13616: length by country, remainder 1 by 97. */
final class Ibans {

    private static final Map<String, Integer> LENGTHS = new HashMap<>();

    static {
        String registry =
                "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20"
                        + " EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30"
                        + " KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25"
                        + " QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 TN24 TR26 UA29 VA22 VG24 XK20";
        for (String country : registry.split(" ", -1)) {
            LENGTHS.put(country.substring(0, 2), Integer.parseInt(country.substring(2)));
        }
    }

    private Ibans() {}

    /** At a word that begins with two capitals. */
    static int at(Scan scan, int start) {
        if (!Scan.isUpper(scan.at(start + 1))
                || !Scan.isDigit(scan.at(start + 2))
                || !Scan.isDigit(scan.at(start + 3))) {
            return -1;
        }
        Integer length = LENGTHS.get(scan.between(start, start + 2));
        if (length == null) {
            return -1;
        }
        StringBuilder plain = new StringBuilder(length);
        int i = start;
        while (plain.length() < length) {
            char c = scan.at(i);
            if (Scan.isDigit(c) || Scan.isUpper(c)) {
                plain.append(c);
            } else if ((c != ' ' && c != '-') || !Scan.isWord(scan.at(i + 1))) {
                return -1;
            }
            i++;
        }
        return !Scan.isWord(scan.at(i)) && holds(plain) ? scan.add("iban", start, i) : -1;
    }

    private static boolean holds(StringBuilder iban) {
        StringBuilder digits = new StringBuilder(70);
        for (int i = 4; i < iban.length() + 4; i++) {
            digits.append(Character.digit(iban.charAt(i % iban.length()), 36));
        }
        return CheckDigits.rest97(digits.toString()) == 1;
    }
}
