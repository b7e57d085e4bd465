package io.agentaiops.ragindexer.passage;

import io.agentaiops.ragindexer.passage.DocumentFormat.Place;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of a document that is found and cited as one.
 *
 * @param id the same as long as document, place in its structure and text are the same
 * @param documentId the document
 * @param ordinal its place in the document, from zero
 * @param title the document's title
 * @param headingPath the headings above it, outermost first
 * @param place what {@code from} and {@code to} count
 * @param from where it begins, counted from one
 * @param to where it ends
 * @param text its text
 */
public record Passage(
        String id,
        String documentId,
        int ordinal,
        String title,
        List<String> headingPath,
        Place place,
        int from,
        int to,
        String text) {

    public Passage {
        headingPath = List.copyOf(headingPath);
    }

    /** Where it stands, for people: {@code 12-17} are lines, other places are named, such as {@code page 3}. */
    public String where() {
        String range = from == to ? String.valueOf(from) : from + "-" + to;
        return place == Place.LINE ? range : place.name().toLowerCase(Locale.ROOT) + (from == to ? " " : "s ") + range;
    }

    /** What is embedded: the text, after the headings that a reader would have seen before it. */
    public String embeddingText() {
        String heading = heading(title, headingPath);
        return heading.isEmpty() ? text : heading + '\n' + text;
    }

    /** The line of headings before the text. A title without letters, such as the number of a ticket, says nothing. */
    static String heading(String title, List<String> headingPath) {
        return Stream.concat(Stream.of(title), headingPath.stream().filter(heading -> !heading.equals(title)))
                .filter(heading -> heading.chars().anyMatch(Character::isLetter))
                .collect(Collectors.joining(" > "));
    }

    /** Hash of what is embedded: a passage with a known hash need not be embedded again. */
    public String embeddingHash() {
        return ContentHash.of(embeddingText());
    }
}
