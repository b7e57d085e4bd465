package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.index.DocumentFacts;
import io.agentaiops.ragindexer.passage.DocumentParser;
import io.agentaiops.ragindexer.passage.FrontMatter;
import io.agentaiops.ragindexer.passage.ParseOutcome;
import io.agentaiops.ragindexer.passage.ParsedDocument;
import io.agentaiops.ragindexer.passage.Passage;
import io.agentaiops.ragindexer.passage.PassageSize;
import io.agentaiops.ragindexer.passage.PassageSplitter;
import java.util.List;
import java.util.stream.Stream;

/** A document that was read and is ready for the index, or not. */
sealed interface PreparedDocument {

    /** These passages are to be found. */
    record Ready(DueDocument.ToIndex due, ParsedDocument parsed, DocumentFacts facts, List<Passage> passages)
            implements PreparedDocument {
        public Ready {
            passages = List.copyOf(passages);
        }
    }

    /** It cannot be read. */
    record Broken(DueDocument.ToIndex due, int line, String reason) implements PreparedDocument {}

    /** It is to go. */
    record Gone(DueDocument.ToRemove due) implements PreparedDocument {}

    /** @param size of texts for the embedding model */
    static PreparedDocument of(DueDocument due, PassageSize size) {
        return switch (due) {
            case DueDocument.ToRemove removal -> new Gone(removal);
            case DueDocument.ToIndex toIndex -> read(toIndex, size);
        };
    }

    private static PreparedDocument read(DueDocument.ToIndex due, PassageSize size) {
        return switch (DocumentParser.parse(due.documentId(), due.format(), due.title(), due.content())) {
            case ParseOutcome.Unreadable unreadable -> new Broken(due, unreadable.line(), unreadable.reason());
            case ParseOutcome.Parsed parsed ->
                new Ready(
                        due,
                        parsed.document(),
                        facts(due, parsed.document()),
                        PassageSplitter.split(due.documentId(), parsed.document(), size));
        };
    }

    private static DocumentFacts facts(DueDocument.ToIndex due, ParsedDocument parsed) {
        FrontMatter front = parsed.frontMatter();
        List<String> tags = Stream.concat(front.tags().stream(), due.tags().stream())
                .distinct()
                .toList();
        List<String> audience = Stream.concat(front.audience().stream(), due.audience().stream())
                .distinct()
                .toList();
        return new DocumentFacts(front.id(), front.kind(), front.owner(), tags, audience, parsed.hasSteps());
    }
}
