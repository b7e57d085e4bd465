package io.agentaiops.eventbus.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Secrets and dates of birth in sentences: a word that announces them, a verb or colon, the value. */
final class Prose {

    private static final int REACH = 110;

    private static final Pattern PASSWORD = Pattern.compile(
            "(?:password|passphrase|passwort|kennwort|contraseña|mot de passe|hasło|salasana|adgangskode|passord|heslo|jelszó|şifre|pw|wachtwoord|senha|lösenord|пароль|パスワード"
                    + "|密码|密碼)(?!\\p{L}{3})"
                    + "(?:\\s|[^\\n\"'=.;]{0,40}?(?:\\s(?:is|ist|lautet|lauten|es|est|é|är|jest|to|lyder)\\s|:\\s|は|是|：))"
                    + "\\s?[\"'«„“「]?\\s?((?=[^\\s=:/]*\\d)(?=\\S*\\p{L})[^\\s\"'«»“”」,=:/]{6,120})(?![=:/])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern CODE = Pattern.compile(
            "(?:one-time (?:code|password|pin)|verification code|security code|otp|pin|passcode|einmalcode|code)\\b"
                    + "[^\\n:=]{0,40}?\\b(?:is|ist|lautet)[: ]+(\\d{4,8})(?![\\w.]\\w)",
            Pattern.CASE_INSENSITIVE);

    private static final String MONTH =
            "(?:jan|feb|mar|mär|apr|may|mai|maj|jun|jui|jul|aug|sep|oct|okt|nov|dec|dez|dic|ene"
                    + "|abr|ago|fév|avr|aoû|déc|mag|giu|lug|set|ott|out)\\p{L}{0,7}\\.?";
    private static final String DATE = "(?:\\d{4}[-./]\\d{1,2}[-./]\\d{1,2}|\\d{1,2}[-./]\\s?\\d{1,2}[-./]\\s?\\d{2,4}"
            + "|(?:19|20)\\d{6}|\\d{1,2}(?:st|nd|rd|th|er|\\.)? (?:de )?" + MONTH + ",? (?:de )?\\d{4}"
            + "|" + MONTH + " \\d{1,2}(?:st|nd|rd|th)?,? \\d{4})";
    private static final Pattern BIRTH = Pattern.compile(
            "(?:(?:date[ _]?of[ _]?)?birth(?:[ _-]?(?:date|day))?|born|d\\.?o\\.?b\\.?|geb(?:oren|urtsdatum|urtstag|\\.)?"
                    + "|geboortedatum|née?|naissance|na(?:s)?cid[oa]|nacimiento|nat[oa]|nascita|nascimento|född|fødselsdato"
                    + "|syntymäaika)(?!\\p{L})[\"'\\s:=(_]{0,5}(?:value=[\"'])?(?:(?:on|am|le|el|il|em|den)\\s)?("
                    + DATE + ")(?!\\w| \\d\\d:)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final String[] OF_BIRTH = {
        "birth", "born", "dob", "d.o.b", "geb", "né", "naiss", "nacid", "nacim", "nat", "nasc", "föd", "fødsel", "synt"
    };
    private static final String[] OF_PASSWORD = {
        "passw", "passp", "kennw", "contras", "mot de", "hasł", "wachtw", "senha", "löse", "salas", "adgang", "passo",
        "heslo", "jelsz", "pw "
    };
    private static final String[] OF_CODE = {
        "one-time", "verification c", "security c", "otp", "pin ", "passcode", "einmal", "code "
    };

    /** The first two letters of all of them: nearly every other word is done with here. */
    private static final boolean[] BEGINNINGS = new boolean[128 * 128];

    static {
        for (String[] words : new String[][] {OF_BIRTH, OF_PASSWORD, OF_CODE}) {
            for (String word : words) {
                BEGINNINGS[(word.charAt(0) << 7) | (word.charAt(1) & 0x7f)] = true;
            }
        }
    }

    private Prose() {}

    /** At a word. What is found stands further on; the reading goes on at the word. */
    static void at(Scan scan, int start) {
        char first = (char) (scan.at(start) | 0x20);
        char second = scan.at(start + 1);
        if (!BEGINNINGS[(first << 7) | (second & 0x7f)] && !BEGINNINGS[(first << 7) | ((second | 0x20) & 0x7f)]) {
            return;
        }
        if (begins(scan, start, first, second, OF_PASSWORD)) {
            note(scan, PASSWORD, start, "credential");
        } else if (begins(scan, start, first, second, OF_CODE)) {
            note(scan, CODE, start, "credential");
        } else if (begins(scan, start, first, second, OF_BIRTH)) {
            note(scan, BIRTH, start, "birth-date");
        }
    }

    /** At a character of another script. */
    static void beyondAscii(Scan scan, int start, char c) {
        if (c == 'パ' || c == '密' || c == 'п' || c == 'П') {
            note(scan, PASSWORD, start, "credential");
        }
    }

    private static boolean begins(Scan scan, int start, char first, char second, String[] words) {
        for (String word : words) {
            if (word.charAt(0) == first
                    && (word.charAt(1) == second || word.charAt(1) == (second | 0x20))
                    && scan.isAtIgnoringCase(start, word)) {
                return true;
            }
        }
        return false;
    }

    private static void note(Scan scan, Pattern pattern, int start, String type) {
        Matcher matcher = scan.matcher(pattern, start, REACH);
        if (matcher.lookingAt()) {
            int from = matcher.start(1);
            int end = matcher.end(1);
            while (end > from && ".;:?)".indexOf(scan.at(end - 1)) >= 0) {
                end--;
            }
            if (!Placeholders.is(scan.between(from, end))) {
                scan.add(type, from, end);
            }
        }
    }
}
