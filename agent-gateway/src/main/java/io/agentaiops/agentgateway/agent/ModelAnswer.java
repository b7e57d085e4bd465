package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.knowledge.Retrieval;
import io.agentaiops.agentgateway.run.Citation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Binds what a model said to the passages that it refers to. */
final class ModelAnswer {

    private static final Pattern REFERENCE = Pattern.compile("\\[(\\d{1,2})]");

    private ModelAnswer() {}

    static Answer bind(String text, List<Passage> passages, Retrieval retrieval) {
        Set<Integer> numbers = REFERENCE
                .matcher(text)
                .results()
                .map(match -> Integer.parseInt(match.group(1)))
                .filter(number -> number >= 1 && number <= passages.size())
                .collect(Collectors.toCollection(TreeSet::new));
        StringBuilder said = new StringBuilder(text.strip());
        if (numbers.isEmpty()) {
            said.append("\n\n*The model referred to no document: nothing here is backed by one.*");
        }
        if (retrieval.problem() != null) {
            said.append("\n\n*The documents could not be searched completely: ")
                    .append(retrieval.problem())
                    .append(".*");
        }
        List<Citation> citations = new ArrayList<>();
        for (int number : numbers) {
            Passage passage = passages.get(number - 1);
            citations.add(new Citation(
                    number,
                    passage.documentId(),
                    passage.title(),
                    passage.heading(),
                    passage.lines(),
                    passage.score(),
                    passage.text()));
        }
        return new Answer(said.append('\n').toString(), citations);
    }
}
