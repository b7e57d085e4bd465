package io.agentaiops.toolrunner.tool;

import io.agentaiops.toolrunner.tool.ToolOutcome.Ending;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A run that needs no process of its own. A good answer ends with exit code 0, a bad one with 1, so that expectations
 * hold for it as for commands; an {@link IOException} is a failure of the tool and has no exit code.
 *
 * @param standard the time that it gets when the caller does not say
 * @param work does it
 */
public record InProcessRun(Duration standard, Work work) implements ToolRun {

    /** Stands in results in the place of the sandbox's level. */
    public static final String LEVEL = "in-process";

    private static final Duration MOST = Duration.ofMinutes(2);
    private static final int MOST_CHARACTERS = 24_000;

    /** What is done. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it within the time.
         *
         * @throws IOException when the tool cannot do its work, saying why
         */
        ToolAnswer answer(Duration timeout) throws IOException, InterruptedException;
    }

    @Override
    public ToolOutcome run(@Nullable Duration timeout) throws InterruptedException {
        Duration limit = timeout == null ? standard : timeout.compareTo(MOST) > 0 ? MOST : timeout;
        long start = System.nanoTime();
        try {
            ToolAnswer answer = work.answer(limit);
            boolean truncated = answer.text().length() > MOST_CHARACTERS;
            String text = truncated ? answer.text().substring(0, MOST_CHARACTERS) + "\n[... cut]" : answer.text();
            return new ToolOutcome(
                    Ending.ENDED, clean(text), truncated, answer.good() ? 0 : 1, null, LEVEL, since(start));
        } catch (SocketTimeoutException e) {
            return failed(Ending.TIMED_OUT, e, start);
        } catch (IOException e) {
            return failed(Ending.FAILED, e, start);
        }
    }

    private static ToolOutcome failed(Ending ending, IOException e, long start) {
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        return new ToolOutcome(ending, "", false, null, clean(reason), LEVEL, since(start));
    }

    /** PostgreSQL takes no NUL. */
    private static String clean(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
