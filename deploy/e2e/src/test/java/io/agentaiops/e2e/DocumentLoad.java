package io.agentaiops.e2e;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Documents that are put and deleted. What was not answered may have been done: then either is right. */
final class DocumentLoad extends Load {

    /** Stands for a document that is not there. */
    static final String GONE = "";

    private static final int DOCUMENTS = 12;
    private static final int DELETIONS = 4;

    private final Api gateway;
    private final Random random;
    private final String folder = "storm/" + UUID.randomUUID() + "/";
    private final Map<String, Set<String>> allowed = new TreeMap<>();

    DocumentLoad(Stack stack, long seed) {
        super("documents", Duration.ofSeconds(1));
        this.gateway = stack.api().within(PATIENCE);
        this.random = new Random(seed);
    }

    @Override
    Attempt ask(int number) {
        String id = folder + random.nextInt(DOCUMENTS) + ".md";
        boolean delete = random.nextInt(DELETIONS) == 0;
        String state = delete ? GONE : word(number);
        mayBe(id, state);
        Api.Answer answer = delete
                ? gateway.delete("/api/v1/documents/" + id)
                : gateway.post("/api/v1/documents", Map.of("documentId", id, "content", content(state)));
        boolean wasGone = delete && answer.status() == 404;
        if (answer.status() / 100 == 2 || wasGone) {
            mustBe(id, state);
        }
        return wasGone ? attempt(Outcome.ACCEPTED, "404") : attempt(answer);
    }

    /** A word that only this version has. */
    static String word(int number) {
        return "tempest" + number + "x";
    }

    static String content(String word) {
        return "# A document of the storm\n\nIts word is " + word + " and no other.\n";
    }

    /** What its folder is called. */
    String folder() {
        return folder;
    }

    private synchronized void mayBe(String id, String state) {
        allowed.computeIfAbsent(id, unknown -> new HashSet<>(Set.of(GONE))).add(state);
    }

    /** From now on the document is to be in this state and in no other. */
    synchronized void mustBe(String id, String state) {
        allowed.put(id, new HashSet<>(Set.of(state)));
    }

    /** By document, the words of which one must be found; {@link #GONE} where it may be missing. */
    synchronized Map<String, Set<String>> allowed() {
        return new TreeMap<>(allowed);
    }
}
