package io.agentaiops.eventbus.redaction;

import java.util.Locale;

/** Tells from its name what kind of secret a setting, header, option or parameter holds. */
enum SecretNames {
    /** Chosen by people: any word may be one. */
    PASSWORD,
    /** Made by machines: long, with digits. */
    TOKEN,
    /** A name that also means other things, such as {@code pass}. */
    WORD,
    /** A few digits. */
    CODE,
    /** Secret only where it is assigned and as long as ids of sessions and signatures are. */
    SESSION,
    /** A header with a scheme before its secret. */
    AUTHORIZATION,
    /** Nothing secret. */
    NONE;

    private static final String[] PASSWORDS = {
        "password",
        "passwd",
        "passphrase",
        "passcode",
        "pwd",
        "passwort",
        "kennwort",
        "wachtwoord",
        "lösenord",
        "contraseña",
        "hasło",
        "senha",
        "salasana",
        "passord",
        "adgangskode",
        "heslo",
        "storepass",
        "keypass"
    };
    private static final String[] TOKENS = {
        "secret",
        "token",
        "apikey",
        "accesskey",
        "secretkey",
        "privatekey",
        "encryptionkey",
        "signingkey",
        "masterkey",
        "accountkey",
        "sharedkey",
        "presharedkey",
        "authkey",
        "secretkeybase",
        "secretaccesskey",
        "credential",
        "credentials",
        "sessionid",
        "sessid",
        "signature",
    };

    private static final boolean[] ENDINGS = new boolean[128 * 128];

    static {
        String[] others = {
            "pass", "sid", "sig", "session", "auth", "psk", "pin", "otp", "cvv", "cvc", "cvv2", "authorization"
        };
        for (String[] names : new String[][] {PASSWORDS, TOKENS, others}) {
            for (String name : names) {
                int last = name.length() - 1;
                ENDINGS[pair(name.charAt(last - 1), name.charAt(last))] = true;
            }
        }
    }

    /** The kind of a name in any of the usual spellings: {@code db.password}, {@code X-Api-Key}, {@code clientSecret}. */
    static SecretNames of(String name) {
        String plain = plain(name);
        for (String password : PASSWORDS) {
            if (plain.endsWith(password)) {
                return PASSWORD;
            }
        }
        if (isSegment(name, plain, "pass")) {
            return PASSWORD;
        }
        if (isSegment(name, plain, "sid") || isSegment(name, plain, "session")) {
            return SESSION;
        }
        for (String token : TOKENS) {
            if (plain.endsWith(token)) {
                return TOKEN;
            }
        }
        return switch (plain) {
            case "sig", "session", "sid", "auth" -> SESSION;
            case "pass", "psk" -> WORD;
            case "pin", "otp", "cvv", "cvc", "cvv2" -> CODE;
            case "authorization", "proxyauthorization" -> AUTHORIZATION;
            default -> NONE;
        };
    }

    /** Whether a name can be one at all, by its last two letters: most names are done with here. */
    static boolean mayEndWith(char beforeLast, char last) {
        return last > 127 || beforeLast > 127 || ENDINGS[pair(beforeLast, last)];
    }

    private static int pair(char first, char second) {
        return (((first & 0x7f) | 0x20) << 7) | ((second & 0x7f) | 0x20);
    }

    private static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && c != '-' && c != '.' && c != ' ') {
                plain.append(Character.toLowerCase(c));
            }
        }
        return plain.toString();
    }

    /** Whether a short word stands alone or as the last part of a name: {@code smtp_pass} yes, {@code bypass} no. */
    private static boolean isSegment(String name, String plain, String word) {
        if (!plain.endsWith(word)) {
            return false;
        }
        int before = name.length() - word.length() - 1;
        return before >= 0 && name.toLowerCase(Locale.ROOT).endsWith(word) && "_-.".indexOf(name.charAt(before)) >= 0;
    }
}
