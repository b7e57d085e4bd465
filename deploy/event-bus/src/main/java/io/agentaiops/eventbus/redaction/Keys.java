package io.agentaiops.eventbus.redaction;

import java.util.ArrayList;
import java.util.List;

/** Keys and tokens that their issuers gave a recognisable beginning. */
final class Keys {

    private static final int LETTERS = 1;
    private static final int HEX = 2;
    private static final int DOTTED = 3;
    private static final int CAPITALS = 4;

    private record Shape(String prefix, int least, int most, int alphabet) {}

    private static final List<Shape> SHAPES = List.of(
            new Shape("AKIA", 16, 16, CAPITALS),
            new Shape("ASIA", 16, 16, CAPITALS),
            new Shape("AGE-SECRET-KEY-1", 40, 70, CAPITALS),
            new Shape("AIza", 30, 45, LETTERS),
            new Shape("ATATT3", 40, 250, LETTERS),
            new Shape("AKCp", 40, 100, LETTERS),
            new Shape("EAACEdEose0cBA", 10, 250, LETTERS),
            new Shape("GOCSPX-", 20, 40, LETTERS),
            new Shape("NRAK-", 20, 40, CAPITALS),
            new Shape("PMAK-", 40, 80, LETTERS),
            new Shape("SG.", 40, 90, DOTTED),
            new Shape("SK", 32, 32, HEX),
            new Shape("aiops_", 16, 200, LETTERS),
            new Shape("atlasv1.", 30, 120, DOTTED),
            new Shape("dapi", 32, 36, HEX),
            new Shape("dckr_pat_", 20, 60, LETTERS),
            new Shape("dop_v1_", 40, 80, HEX),
            new Shape("doo_v1_", 40, 80, HEX),
            new Shape("dp.pt.", 30, 80, DOTTED),
            new Shape("gh", 30, 260, LETTERS),
            new Shape("glrt-", 18, 80, LETTERS),
            new Shape("glpat-", 18, 80, LETTERS),
            new Shape("glsa_", 30, 80, LETTERS),
            new Shape("glc_", 30, 250, LETTERS),
            new Shape("github_pat_", 40, 120, LETTERS),
            new Shape("hf_", 30, 60, LETTERS),
            new Shape("hvs.", 24, 250, LETTERS),
            new Shape("hvb.", 24, 250, LETTERS),
            new Shape("key-", 32, 32, HEX),
            new Shape("lin_api_", 30, 60, LETTERS),
            new Shape("npm_", 30, 60, LETTERS),
            new Shape("pul-", 40, 40, HEX),
            new Shape("pypi-", 40, 250, LETTERS),
            new Shape("rk_live_", 16, 120, LETTERS),
            new Shape("rk_test_", 16, 120, LETTERS),
            new Shape("rubygems_", 40, 60, HEX),
            new Shape("shpat_", 32, 40, HEX),
            new Shape("shpss_", 32, 40, HEX),
            new Shape("sk_live_", 16, 120, LETTERS),
            new Shape("sk_test_", 16, 120, LETTERS),
            new Shape("sk-", 20, 250, LETTERS),
            new Shape("sntrys_", 40, 300, LETTERS),
            new Shape("sq0atp-", 20, 40, LETTERS),
            new Shape("sq0csp-", 20, 60, LETTERS),
            new Shape("whsec_", 24, 80, LETTERS),
            new Shape("xox", 12, 250, LETTERS),
            new Shape("xapp-", 20, 250, LETTERS),
            new Shape("ya29.", 30, 250, LETTERS));

    private static final Shape[][] BY_FIRST = new Shape[128][];

    static {
        for (char first = 0; first < 128; first++) {
            List<Shape> those = new ArrayList<>();
            for (Shape shape : SHAPES) {
                if (shape.prefix().charAt(0) == first) {
                    those.add(shape);
                }
            }
            BY_FIRST[first] = those.toArray(Shape[]::new);
        }
    }

    private Keys() {}

    /** At the beginning of a word. */
    static int at(Scan scan, int start) {
        for (Shape shape : BY_FIRST[scan.at(start)]) {
            if (scan.isAt(start, shape.prefix())) {
                int from = start + shape.prefix().length();
                int end = from;
                while (isOf(shape.alphabet(), scan.at(end))) {
                    end++;
                }
                while (end > from && (scan.at(end - 1) == '.' || scan.at(end - 1) == '-')) {
                    end--;
                }
                int length = end - from;
                if (length >= shape.least()
                        && length <= shape.most()
                        && !Scan.isWord(scan.at(end))
                        && fits(scan, shape, from, end)) {
                    return scan.add("api-key", start, end);
                }
            }
        }
        return -1;
    }

    /** A signed token of three parts, RFC 7519: its header is JSON in base64, hence {@code eyJ}. */
    static int jwt(Scan scan, int start) {
        int dots = 0;
        int end = start;
        while (isOf(DOTTED, scan.at(end))) {
            dots += scan.at(end) == '.' ? 1 : 0;
            end++;
        }
        while (end > start && scan.at(end - 1) == '.' && dots > 2) {
            end--;
            dots--;
        }
        return dots >= 2 && end - start > 20 ? scan.add("jwt", start, end) : -1;
    }

    /** A telegram bot's token: its number, a colon, 35 characters. */
    static int telegram(Scan scan, int start, int colon) {
        int end = colon + 1;
        while (isOf(LETTERS, scan.at(end))) {
            end++;
        }
        return scan.isAt(colon, ":AA") && end - colon - 1 >= 33 && end - colon - 1 <= 37
                ? scan.add("api-key", start, end)
                : -1;
    }

    /** The same in the address of the bot: {@code /bot123:AA…/sendMessage}. */
    static int telegramUrl(Scan scan, int bot) {
        int colon = bot + 3;
        while (Scan.isDigit(scan.at(colon))) {
            colon++;
        }
        return colon > bot + 8 && scan.at(colon) == ':' ? telegram(scan, bot + 3, colon) : -1;
    }

    /** Words of people have prefixes too; what machines made has digits in it. */
    private static boolean fits(Scan scan, Shape shape, int from, int end) {
        if ((shape.prefix().equals("gh") && ("pousr".indexOf(scan.at(from)) < 0 || scan.at(from + 1) != '_'))
                || (shape.prefix().equals("xox")
                        && ("abeoprs".indexOf(scan.at(from)) < 0 || scan.at(from + 1) != '-'))) {
            return false;
        }
        if (scan.between(from, end).contains("xxxxxx")) {
            return false;
        }
        if (shape.prefix().endsWith("_")) {
            return true;
        }
        for (int i = from; i < end; i++) {
            if (Scan.isDigit(scan.at(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(int alphabet, char c) {
        return switch (alphabet) {
            case HEX -> Scan.isDigit(c) || (c >= 'a' && c <= 'f');
            case CAPITALS -> Scan.isDigit(c) || Scan.isUpper(c);
            case DOTTED -> Scan.isWord(c) || c == '_' || c == '-' || c == '.';
            default -> Scan.isWord(c) || c == '_' || c == '-';
        };
    }
}
