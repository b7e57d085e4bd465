package io.agentaiops.toolrunner.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.toolrunner.command.ParsedCommand.Accepted;
import io.agentaiops.toolrunner.command.ParsedCommand.Refused;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineParserTest {

    @Test
    void wordsAreSeparatedByBlanks() {
        assertThat(words("  df \t -h  /var ")).containsExactly("df", "-h", "/var");
    }

    @Test
    void quotesAndBackslashMakeOneWordOfWhatTheyHold() {
        assertThat(words("grep 'a b' \"c \\\" d\" e\\ f 'g'h\"i\" ''"))
                .containsExactly("grep", "a b", "c \" d", "e f", "ghi", "");
    }

    @Test
    void quotedSpecialCharactersAreLiteral() {
        assertThat(words("find / -name '*.log;$(x)' \\( -o \\) \"a\\$b\""))
                .containsExactly("find", "/", "-name", "*.log;$(x)", "(", "-o", ")", "a$b");
    }

    @Test
    void unquotedPatternIsToldFromAQuotedOne() {
        SimpleCommand command =
                accepted("ls /a/*.log '/b/*' /c/\\*?\\[ x[0-9]").commands().getFirst();

        assertThat(command.words()).containsExactly("ls", "/a/*.log", "/b/*", "/c/*?[", "x[0-9]");
        assertThat(command.globs()).isEqualTo(Map.of(1, "/a/*.log", 3, "/c/\\*?\\[", 4, "x[0-9]"));
        assertThat(accepted(command.toString()).commands()).containsExactly(command);
    }

    @Test
    void pipeSeparatesCommands() {
        assertThat(accepted("ps aux|grep 'a|b' | head -5").commands())
                .extracting(SimpleCommand::words)
                .containsExactly(List.of("ps", "aux"), List.of("grep", "a|b"), List.of("head", "-5"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '%',
            value = {
                "df; id ~2", "df && id ~3", "df || id ~3", "df > x ~3", "df $HOME ~3", "df `id` ~3", "l* ~1", "l? a ~1",
                "[a] ~0", "ls {a,b} ~3", "(id) ~0", "df \"$(id)\" ~4", "A=b df ~1", "df # x ~3", "df 'x ~3", "df \\~3"
            })
    void whatAShellWouldTreatSpeciallyIsRefusedAtItsPlace(String text, int position) {
        ParsedCommand parsed = CommandLineParser.parse(text);
        assertThat(parsed).isInstanceOf(Refused.class);
        assertThat(((Refused) parsed).position()).isEqualTo(position);
        assertThat(((Refused) parsed).message()).startsWith("character " + (position + 1) + ": ");
    }

    @Test
    void charactersThatNobodySeesAreRefusedEvenInQuotes() {
        for (String hidden : List.of("\n", "\r", "\0", "\u001b", "\u202e", "\u200b", "\u00a0", "\ud800")) {
            assertThat(CommandLineParser.parse("grep 'a" + hidden + "b'")).isInstanceOf(Refused.class);
        }
    }

    @Test
    void lengthAndNumberOfCommandsAreBounded() {
        assertThat(CommandLineParser.parse("a".repeat(5000))).isInstanceOf(Refused.class);
        assertThat(CommandLineParser.parse("cat | ".repeat(20) + "cat")).isInstanceOf(Refused.class);
        assertThat(CommandLineParser.parse("a ".repeat(200))).isInstanceOf(Refused.class);
    }

    @Property
    void canonicalFormReadsBackAsTheSameWords(@ForAll("pipelines") CommandLine line) {
        assertThat(CommandLineParser.parse(line.toString())).isEqualTo(new Accepted(line));
    }

    @Property
    void anyTextIsAcceptedOrRefusedAndNeverThrows(@ForAll String text) {
        assertThat(CommandLineParser.parse(text)).isNotNull();
    }

    @Property
    void unquotedMetaCharactersNeverReachAWord(@ForAll("shellish") String text) {
        if (CommandLineParser.parse(text) instanceof Accepted(CommandLine line)
                && text.chars().noneMatch(c -> c == '\'' || c == '"' || c == '\\')) {
            assertThat(line.commands())
                    .flatExtracting(SimpleCommand::words)
                    .noneMatch(word -> word.matches(".*[;&<>$`{}()|].*"));
        }
    }

    @Provide
    Arbitrary<String> shellish() {
        return Arbitraries.strings()
                .withChars("ab -/'\"\\;&|<>$`*?[]{}()~#=!\n")
                .ofMaxLength(25);
    }

    @Provide
    Arbitrary<CommandLine> pipelines() {
        Arbitrary<String> word = Arbitraries.strings()
                .withChars("ab9-/.'\" \\;&|<>$`*?[]{}()~#=!ü")
                .ofMaxLength(8);
        return word.list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .filter(words -> !words.getFirst().isEmpty())
                .map(SimpleCommand::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(CommandLine::new);
    }

    private static List<String> words(String text) {
        return accepted(text).commands().getFirst().words();
    }

    private static CommandLine accepted(String text) {
        ParsedCommand parsed = CommandLineParser.parse(text);
        assertThat(parsed).isInstanceOf(Accepted.class);
        return ((Accepted) parsed).line();
    }
}
