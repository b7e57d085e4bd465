package io.agentaiops.ragindexer.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterIterator;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Takes a text apart as the index does, by the same filters: {@code technical_search} of {@code index/template.json}, of
 * which marks and function words are read. What is between two spaces is taken apart by itself, which comes to the same: the
 * filters look no further than the next character. So what was seen before need not be taken apart again, and texts are
 * mostly made of words that were seen before.
 */
final class TechnicalWords {

    private static final int PARTS = WordDelimiterGraphFilter.GENERATE_WORD_PARTS
            | WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS
            | WordDelimiterGraphFilter.SPLIT_ON_CASE_CHANGE
            | WordDelimiterGraphFilter.STEM_ENGLISH_POSSESSIVE
            | WordDelimiterGraphFilter.PRESERVE_ORIGINAL;

    /** Pieces that are remembered; some 6 MB when they are all there. */
    private static final int REMEMBERED = 20_000;
    /** Longer ones are not likely to come again. */
    private static final int LONGEST_REMEMBERED = 40;

    private final Analyzer analyzer;
    private final Map<String, List<Word>> pieces = new ConcurrentHashMap<>();

    TechnicalWords() {
        JsonNode analysis = analysis();
        List<String> words = new ArrayList<>();
        analysis.at("/filter/function_words/stopwords").forEach(word -> words.add(word.asText()));
        this.analyzer = new Technical(
                Pattern.compile(analysis.at("/char_filter/markup/pattern").asText()), StopFilter.makeStopSet(words));
    }

    /**
     * A word of a text.
     *
     * @param stem by which it is compared
     * @param start where it begins in the text
     * @param end where it ends, exclusive
     */
    record Word(String stem, int start, int end) {}

    List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        int end;
        for (int start = next(text, 0, false); start < text.length(); start = next(text, end, false)) {
            end = next(text, start, true);
            // With the spaces beside it: the marks are told by them.
            int from = Math.max(0, start - 1);
            String piece = text.substring(from, Math.min(text.length(), end + 1));
            for (Word word : piece(piece)) {
                words.add(new Word(word.stem(), word.start() + from, word.end() + from));
            }
        }
        return words;
    }

    /** The next place from there on at which a space is, or is not. */
    private static int next(String text, int from, boolean space) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at)) != space) {
            at++;
        }
        return at;
    }

    private List<Word> piece(String piece) {
        if (piece.length() > LONGEST_REMEMBERED) {
            return apart(piece);
        }
        List<Word> known = pieces.get(piece);
        if (known == null) {
            known = List.copyOf(apart(piece));
            if (pieces.size() >= REMEMBERED) {
                pieces.clear();
            }
            pieces.put(piece, known);
        }
        return known;
    }

    /** The text as a whole, remembering nothing. */
    List<Word> apart(String text) {
        List<Word> words = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream("text", text)) {
            CharTermAttribute stem = tokens.addAttribute(CharTermAttribute.class);
            OffsetAttribute place = tokens.addAttribute(OffsetAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(new Word(stem.toString(), place.startOffset(), place.endOffset()));
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    private static JsonNode analysis() {
        try (InputStream in = TechnicalWords.class.getResourceAsStream("/index/template.json")) {
            if (in == null) {
                throw new IllegalStateException("the index's template is not in the program");
            }
            return new ObjectMapper().readTree(in).at("/template/settings/analysis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Technical extends Analyzer {

        private final Pattern markup;
        private final CharArraySet functionWords;

        Technical(Pattern markup, CharArraySet functionWords) {
            this.markup = markup;
            this.functionWords = functionWords;
        }

        @Override
        protected Reader initReader(String field, Reader reader) {
            return new PatternReplaceCharFilter(markup, " ", reader);
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = new WhitespaceTokenizer();
            TokenStream parts = new WordDelimiterGraphFilter(
                    words, true, WordDelimiterIterator.DEFAULT_WORD_DELIM_TABLE, PARTS, null);
            TokenStream known = new StopFilter(new LowerCaseFilter(parts), functionWords);
            return new TokenStreamComponents(words, new PorterStemFilter(known));
        }
    }
}
