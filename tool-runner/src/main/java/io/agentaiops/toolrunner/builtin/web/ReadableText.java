package io.agentaiops.toolrunner.builtin.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * What a person would read of a page: its main part without navigation, advertising and scripts, as text with headings,
 * lists, tables and code still told apart. What is hidden from people is left out, so that a page cannot whisper to the
 * model.
 */
final class ReadableText {

    private static final String NOISE = "script, style, noscript, template, iframe, object, svg, canvas, form, button,"
            + " nav, footer, aside, dialog, [hidden], [aria-hidden=true], [role=navigation], [role=banner],"
            + " [role=contentinfo], [role=dialog], [style*=display:none], [style*=display: none],"
            + " [style*=visibility:hidden], [style*=visibility: hidden], [style*=font-size:0], [style*=opacity:0]";
    private static final List<String> MAIN =
            List.of("main article", "article", "main", "[role=main]", "#content", ".content", "#main");
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "section",
            "article",
            "main",
            "ul",
            "ol",
            "dl",
            "dt",
            "dd",
            "table",
            "blockquote",
            "figure",
            "header",
            "body",
            "br",
            "hr",
            "details",
            "summary",
            "address");
    /** A main part with less text than that share of the page is not the main part. */
    private static final double LEAST_SHARE = 0.25;

    private final StringBuilder out = new StringBuilder();

    private ReadableText() {}

    /** The title of the page and its text; takes the page apart. */
    static String of(Document page) {
        String title = page.title().strip();
        page.select(NOISE).remove();
        ReadableText text = new ReadableText();
        text.write(mainPart(page));
        String body = text.out
                .toString()
                .replaceAll("[ \\t]+\n", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
        return title.isEmpty() || body.startsWith("# " + title) ? body : "# " + title + "\n\n" + body;
    }

    private static Element mainPart(Document page) {
        int all = page.body().text().length();
        for (String selector : MAIN) {
            for (Element candidate : page.body().select(selector)) {
                if (candidate.text().length() >= all * LEAST_SHARE) {
                    return candidate;
                }
            }
        }
        return page.body();
    }

    private void write(Node node) {
        if (node instanceof TextNode text) {
            words(text.getWholeText());
        } else if (node instanceof Element element) {
            element(element);
        }
    }

    private void element(Element element) {
        String name = element.normalName().toLowerCase(Locale.ROOT);
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                blank();
                out.append("#".repeat(name.charAt(1) - '0')).append(' ').append(element.text());
                blank();
            }
            case "pre" -> {
                blank();
                out.append("```\n").append(element.wholeText().stripTrailing()).append("\n```");
                blank();
            }
            case "li" -> {
                line();
                out.append("- ");
                element.childNodes().forEach(this::write);
                line();
            }
            case "tr" -> {
                line();
                out.append(String.join(" | ", element.select("th, td").eachText()));
                line();
            }
            default -> {
                boolean block = BLOCKS.contains(name);
                if (block) {
                    separate(name);
                }
                element.childNodes().forEach(this::write);
                if (block) {
                    separate(name);
                }
            }
        }
    }

    private void separate(String block) {
        if (block.equals("br") || block.equals("dt") || block.equals("dd")) {
            line();
        } else {
            blank();
        }
    }

    private void words(String text) {
        String words = text.replaceAll("\\s+", " ");
        boolean fresh = out.isEmpty() || out.charAt(out.length() - 1) == '\n' || out.charAt(out.length() - 1) == ' ';
        out.append(fresh ? words.stripLeading() : words);
    }

    private void line() {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n' && !endsWith("- ")) {
            out.append('\n');
        }
    }

    private void blank() {
        if (!out.isEmpty() && !endsWith("\n\n") && !endsWith("- ")) {
            out.append(out.charAt(out.length() - 1) == '\n' ? "\n" : "\n\n");
        }
    }

    private boolean endsWith(String end) {
        return out.length() >= end.length()
                && out.substring(out.length() - end.length()).equals(end);
    }
}
