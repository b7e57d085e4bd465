package io.agentaiops.eventbus.redaction;

import java.math.BigInteger;

/** Check digits: what tells a number of a person or account from any other number of its length. */
final class CheckDigits {

    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    /** The multiplication of the dihedral group D5 and its permutation: J. Verhoeff, Error Detecting Decimal Codes, 1969. */
    private static final String[] DIHEDRAL = {
        "0123456789",
        "1234067895",
        "2340178956",
        "3401289567",
        "4012395678",
        "5987604321",
        "6598710432",
        "7659821043",
        "8765932104",
        "9876543210"
    };

    private static final String[] PERMUTATION = {
        "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258"
    };

    private CheckDigits() {}

    /** ISO/IEC 7812-1, annex B. */
    static boolean luhn(String digits) {
        int sum = 0;
        boolean twice = false;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int digit = digits.charAt(i) - '0';
            int value = twice ? digit * 2 : digit;
            sum += value > 9 ? value - 9 : value;
            twice = !twice;
        }
        return sum > 0 && sum % 10 == 0;
    }

    static boolean verhoeff(String digits) {
        int check = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            check = DIHEDRAL[check].charAt(PERMUTATION[i % 8].charAt(digit) - '0') - '0';
        }
        return check == 0;
    }

    /** ISO 7064 MOD 11,10: German tax numbers. */
    static boolean mod1110(String digits) {
        int product = 10;
        for (int i = 0; i < digits.length() - 1; i++) {
            int sum = (digits.charAt(i) - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == last(digits);
    }

    /** The weighted sum of all digits is divisible. */
    static boolean weighted(String digits, int modulus, int... weights) {
        return sum(digits, weights) % modulus == 0;
    }

    /** The sum of the digits, each times its weight. */
    static int sum(String digits, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (digits.charAt(i) - '0') * weights[i];
        }
        return sum;
    }

    /** The rest of a number of any length by 97: IBAN (ISO 13616) and French social security. */
    static int rest97(String digits) {
        return new BigInteger(digits).mod(NINETY_SEVEN).intValue();
    }

    /** GS1: digits weigh 1 and 3 in turns. */
    static boolean ean13(String digits) {
        return weighted(digits, 10, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1);
    }

    static int last(String digits) {
        return digits.charAt(digits.length() - 1) - '0';
    }

    /** Whether two digits each are a month and a day. */
    static boolean isMonthAndDay(String digits, int month, int day) {
        int m = Integer.parseInt(digits.substring(month, month + 2));
        int d = Integer.parseInt(digits.substring(day, day + 2));
        return m >= 1 && m <= 12 && d >= 1 && d <= 31;
    }
}
