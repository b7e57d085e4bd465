package io.agentaiops.ragindexer.passage;

import io.agentaiops.ragindexer.passage.Block.Body;
import io.agentaiops.ragindexer.passage.Block.Heading;
import io.agentaiops.ragindexer.passage.Block.Shape;
import io.agentaiops.ragindexer.passage.DocumentFormat.Place;
import io.agentaiops.ragindexer.passage.ParseOutcome.Parsed;
import io.agentaiops.ragindexer.passage.ParseOutcome.Unreadable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTML: what a reader would see, with the lines of the source where it stands; and the HTML that other formats were
 * turned into, with the pages, slides or sheets of the original, or its paragraphs when it has no such places.
 */
final class HtmlParser {

    private static final String NOT_FOR_READERS = "script,style,noscript,template,nav,iframe,svg,form,button";
    private static final Set<String> WHOLE = Set.of("p", "ul", "ol", "dl", "pre", "table", "blockquote", "address");
    /** Deeper than any page a person wrote; what is below is read as one text. */
    private static final int DEEPEST = 200;
    /** Rows of a table that are kept together; the first row goes with each such part. */
    private static final int MOST_ROWS = 30;
    /** What marks the beginning of a page or sheet, and of a slide. */
    private static final Set<String> NEXT_PLACE = Set.of("page", "sheet", "slide-content");

    private final Place place;
    private int reached;
    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder inline = new StringBuilder();
    private int inlineFrom;
    private int inlineTo;

    private HtmlParser(Place place) {
        this.place = place;
    }

    static ParseOutcome parse(String content, Place place, String fallbackTitle) {
        Document page = Jsoup.parse(content, "", Parser.htmlParser().setTrackPosition(true));
        page.select(NOT_FOR_READERS).remove();
        HtmlParser parser = new HtmlParser(place);
        parser.visit(page.body(), 0);
        parser.flushInline();
        try {
            FrontMatter front = place == Place.LINE ? frontMatter(page) : ofAnotherFormat(page);
            return new Parsed(
                    new ParsedDocument(front, parser.title(page, fallbackTitle), parser.blocks, place, false));
        } catch (FrontMatterParser.Malformed e) {
            return new Unreadable(e.line(), e.reason());
        }
    }

    /** What a page says of itself in {@code meta} elements, by the same names as in front matter. */
    private static FrontMatter frontMatter(Document page) throws FrontMatterParser.Malformed {
        List<String> tags = Stream.concat(keywords(page).stream(), meta(page, "tags").stream())
                .distinct()
                .toList();
        return new FrontMatter(
                null, null, null, first(page, "owner"), null, reviewBy(page), tags, meta(page, "audience"));
    }

    /** What other formats say of themselves is their programs' affair; but nobody hides a file by mistake. */
    private static FrontMatter ofAnotherFormat(Document page) {
        return new FrontMatter(null, null, null, null, null, null, keywords(page), meta(page, "audience"));
    }

    private static @Nullable LocalDate reviewBy(Document page) throws FrontMatterParser.Malformed {
        String date = first(page, "review-by");
        Element element = page.selectFirst("meta[name=review-by]");
        int line =
                element == null ? 1 : Math.max(1, element.sourceRange().start().lineNumber());
        return date == null ? null : FrontMatterParser.date("review-by", date, line);
    }

    private static @Nullable String first(Document page, String name) {
        return page.select("meta[name=" + name + "]").eachAttr("content").stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** The values of all such elements, which may hold several each. */
    static List<String> meta(Document page, String name) {
        return page.select("meta[name=" + name + "]").eachAttr("content").stream()
                .flatMap(values -> Stream.of(values.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    private void visit(Element element, int depth) {
        if (depth > DEEPEST) {
            body(Shape.PROSE, element, element.text());
            return;
        }
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode text) {
                inline(text, text.text());
            } else if (child instanceof Element inner) {
                visitElement(inner, depth);
            }
        }
    }

    private void visitElement(Element element, int depth) {
        String tag = element.normalName();
        if (place != Place.LINE && element.classNames().stream().anyMatch(NEXT_PLACE::contains)) {
            flushInline();
            reached += place == Place.PARAGRAPH ? 0 : 1;
        }
        if (tag.matches("h[1-6]")) {
            flushInline();
            int line = lineOf(element);
            blocks.add(new Heading(tag.charAt(1) - '0', element.text(), line, Math.max(line, endOf(element))));
        } else if (WHOLE.contains(tag)) {
            flushInline();
            if (tag.equals("table")) {
                table(element);
            } else {
                body(shapeOf(tag), element, textOf(element));
            }
        } else if (element.isBlock()) {
            flushInline();
            visit(element, depth + 1);
            flushInline();
        } else {
            inline(element, element.text());
        }
    }

    private void inline(Node node, String text) {
        if (text.isBlank()) {
            return;
        }
        if (inline.isEmpty()) {
            inlineFrom = lineOf(node);
        }
        inlineTo = Math.max(inlineFrom, endOf(node));
        inline.append(text);
    }

    private void flushInline() {
        if (!inline.isEmpty()) {
            blocks.add(new Body(Shape.PROSE, inline.toString().strip(), inlineFrom, inlineTo, List.of()));
            inline.setLength(0);
        }
    }

    private void body(Shape shape, Element element, String text) {
        if (!text.isBlank()) {
            int line = lineOf(element);
            blocks.add(new Body(shape, text.strip(), line, Math.max(line, endOf(element)), List.of()));
        }
    }

    private void table(Element table) {
        List<String> rows = table.select("tr").stream()
                .map(row -> row.children().stream().map(Element::text).collect(Collectors.joining(" | ")))
                .filter(row -> !row.replace('|', ' ').isBlank())
                .toList();
        for (int from = 0; from < rows.size(); from += MOST_ROWS) {
            String part = String.join("\n", rows.subList(from, Math.min(rows.size(), from + MOST_ROWS)));
            body(Shape.TABLE, table, from == 0 ? part : rows.getFirst() + "\n" + part);
        }
    }

    private static String textOf(Element element) {
        return switch (element.normalName()) {
            case "pre" -> element.wholeText();
            case "ul", "ol" ->
                element.children().stream().map(item -> "- " + item.text()).collect(Collectors.joining("\n"));
            default -> element.text();
        };
    }

    private static Shape shapeOf(String tag) {
        return switch (tag) {
            case "pre" -> Shape.CODE;
            case "ul", "ol", "dl" -> Shape.LIST;
            default -> Shape.PROSE;
        };
    }

    /** Where the node begins; called once for each block, in their order. */
    private int lineOf(Node node) {
        if (place != Place.LINE) {
            reached += place == Place.PARAGRAPH ? 1 : 0;
            return Math.max(1, reached);
        }
        return Math.max(1, node.sourceRange().start().lineNumber());
    }

    private int endOf(Node node) {
        if (place != Place.LINE) {
            return Math.max(1, reached);
        }
        int end = node instanceof Element element
                ? element.endSourceRange().end().lineNumber()
                : node.sourceRange().end().lineNumber();
        return Math.max(1, end);
    }

    private String title(Document page, String fallback) {
        return Stream.concat(
                        Stream.of(page.title()),
                        blocks.stream().filter(Heading.class::isInstance).map(block -> ((Heading) block).text()))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(fallback);
    }

    private static List<String> keywords(Document page) {
        return Stream.of(page.select("meta[name=keywords]").attr("content").split(",", -1))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
