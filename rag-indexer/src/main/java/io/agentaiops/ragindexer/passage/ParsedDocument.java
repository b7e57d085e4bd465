package io.agentaiops.ragindexer.passage;

import io.agentaiops.ragindexer.passage.DocumentFormat.Place;
import java.util.List;

/**
 * A document as its parser understood it.
 *
 * @param frontMatter what it says of itself
 * @param title from the front matter, else the first heading, else the name
 * @param blocks all of its text
 * @param place what the places of its blocks are counted in
 * @param hasSteps whether a machine can carry out a part of it
 */
public record ParsedDocument(FrontMatter frontMatter, String title, List<Block> blocks, Place place, boolean hasSteps) {

    public ParsedDocument {
        blocks = List.copyOf(blocks);
    }
}
