package io.agentaiops.agentgateway.support;

import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.query.QueryAcceptor;
import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.Citation;
import io.agentaiops.agentgateway.run.RunView;
import io.agentaiops.agentgateway.run.RunWaiting;
import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Asks the regression questions, one after the other, and judges the answers. The cache does not answer them. */
@ApplicationScoped
public class RegressionRunner {

    /**
     * How it went.
     *
     * @param asked questions that were asked
     * @param failed those whose answer was wrong or did not come, with what was wrong
     * @param skipped questions for which there was no time
     */
    public record Result(int asked, List<String> failed, int skipped) {
        public Result {
            failed = List.copyOf(failed);
        }
    }

    private static final Caller ASKER = new Caller("agent-gateway", Set.of("viewer", "operator", "service"));
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final String PASSED = "passed";

    private final Regressions questions;
    private final QueryAcceptor acceptor;
    private final RunWaiting waiting;
    private final Clock clock;

    RegressionRunner(Regressions questions, QueryAcceptor acceptor, RunWaiting waiting, Clock clock) {
        this.questions = questions;
        this.acceptor = acceptor;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** Asks all that can be asked until then. */
    public Result run(Instant deadline) {
        List<String> failed = new ArrayList<>();
        List<RegressionQuestion> all = questions.all();
        int asked = 0;
        for (RegressionQuestion question : all) {
            Duration left = Duration.between(clock.instant(), deadline);
            if (left.compareTo(Duration.ofSeconds(1)) < 0) {
                break;
            }
            asked++;
            String verdict = ask(question, left.compareTo(LONGEST) < 0 ? left : LONGEST);
            if (!verdict.equals(PASSED)) {
                failed.add(question.id() + ": " + verdict);
            }
        }
        return new Result(asked, failed, all.size() - asked);
    }

    private String ask(RegressionQuestion question, Duration limit) {
        QueryAcceptor.Outcome outcome = acceptor.accept(
                new QueryAcceptor.Question(
                        question.question(), null, null, AnswerMode.AUTO, "regression-" + Ids.next()),
                ASKER);
        if (!(outcome instanceof QueryAcceptor.Outcome.Accepted accepted)) {
            return "it could not be asked";
        }
        Optional<RunView> run = waiting.await(accepted.run().id(), limit);
        String verdict =
                run.map(answer -> judge(question, answer)).orElse("no answer within " + limit.toSeconds() + " s");
        String state = run.isEmpty() ? "no-answer" : verdict.equals(PASSED) ? PASSED : "failed";
        questions.result(question.id(), state, verdict, accepted.run().id());
        return verdict;
    }

    static String judge(RegressionQuestion question, RunView run) {
        if (!run.state().equals("succeeded")) {
            return "the run ended as " + run.state();
        }
        String document = question.expectedDocument();
        if (document != null
                && run.citations().stream().map(Citation::documentId).noneMatch(document::equals)) {
            return "the answer does not cite " + document;
        }
        String answer = String.valueOf(run.answer()).toLowerCase(Locale.ROOT);
        List<String> missing = question.expectedWords().stream()
                .filter(word -> !answer.contains(word.toLowerCase(Locale.ROOT)))
                .toList();
        return missing.isEmpty() ? PASSED : "the answer lacks " + missing;
    }
}
