package io.agentaiops.eventbus.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words before a number: they tell what a number is that could be anything. */
final class Context {

    private static final int REACH = 48;

    private static final Set<String> PHONE = Set.of(
            "phone",
            "phonenumber",
            "telephone",
            "tel",
            "mobile",
            "cell",
            "fax",
            "handy",
            "telefon",
            "telefonnummer",
            "rufnummer",
            "call",
            "callback",
            "whatsapp",
            "msisdn",
            "téléphone",
            "telefono",
            "teléfono",
            "mobil",
            "mobiel",
            "telefone",
            "celular",
            "móvil",
            "手机",
            "电话",
            "電話",
            "携帯",
            "телефон",
            "тел");
    private final List<String> words;

    private Context(List<String> words) {
        this.words = words;
    }

    /** The last four words before an index, nearest first, in lower case. */
    static Context before(Scan scan, int index) {
        List<String> words = new ArrayList<>(4);
        int i = index - 1;
        int far = Math.max(0, index - REACH);
        while (i >= far && words.size() < 4 && scan.at(i) != '\n') {
            int end = i + 1;
            while (i >= far && Character.isLetter(scan.at(i))) {
                i--;
            }
            if (i + 1 < end) {
                words.add(scan.between(i + 1, end).toLowerCase(Locale.ROOT));
            } else {
                i--;
            }
        }
        return new Context(words);
    }

    boolean tellsPhone() {
        return words.stream().limit(2).anyMatch(PHONE::contains);
    }

    boolean has(String word) {
        return words.contains(word);
    }

    boolean hasPrefix(String prefix) {
        for (String word : words) {
            if (word.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
