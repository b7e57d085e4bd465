package io.agentaiops.logmining;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as twelve systems write them, each with the kind that a person would file it under. */
class OtherSystemsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hdfs",
                "spark",
                "zookeeper",
                "bluegene",
                "hpc",
                "thunderbird",
                "windows",
                "mac",
                "android",
                "healthapp",
                "proxifier",
                "openstack"
            })
    void linesOfOneKindAndNoOthersShareATemplate(String system) throws Exception {
        // Given
        List<String> kinds = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String row : read(system)) {
            int tab = row.indexOf('\t');
            kinds.add(row.substring(0, tab));
            lines.add(row.substring(tab + 1));
        }
        // When
        List<Integer> numbers = numbers(lines);
        // Then
        Map<Integer, Set<String>> kindsOfTemplate = new TreeMap<>();
        Map<String, Set<Integer>> templatesOfKind = new TreeMap<>();
        for (int i = 0; i < kinds.size(); i++) {
            kindsOfTemplate
                    .computeIfAbsent(numbers.get(i), key -> new TreeSet<>())
                    .add(kinds.get(i));
            templatesOfKind
                    .computeIfAbsent(kinds.get(i), key -> new TreeSet<>())
                    .add(numbers.get(i));
        }
        assertThat(kindsOfTemplate.values()).allMatch(mixed -> mixed.size() == 1);
        assertThat(templatesOfKind.values()).allMatch(torn -> torn.size() == 1);
    }

    private static List<Integer> numbers(List<String> lines) {
        LineFormat format = LineFormat.of(lines);
        TemplateMiner miner = new TemplateMiner();
        List<Mined> mined =
                lines.stream().map(line -> miner.add(format.message(line))).toList();
        miner.settle();
        return mined.stream().map(miner::number).toList();
    }

    private static List<String> read(String system) throws IOException, URISyntaxException {
        URL resource = Objects.requireNonNull(OtherSystemsTest.class.getResource("/lines/" + system + ".txt"));
        return Files.readAllLines(Path.of(resource.toURI()));
    }
}
