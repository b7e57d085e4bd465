package io.agentaiops.agentgateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Prints how often the check errs, set by set. Not run as a test: {@code ./mvnw -pl agent-gateway -am test
 * -Dtest=StatementsBench -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class StatementsBench {

    private static final Logger LOG = Logger.getLogger(StatementsBench.class);

    @Test
    void measure() {
        List<Statements.Statement> all = Statements.read();
        for (String set : List.of("chosen by", "held", "fresh", "new")) {
            Statements.Share caught = Statements.marked(all, set, false);
            Statements.Share wrong = Statements.marked(all, set, true);
            LOG.infof(
                    "%-10s false, caught: %d of %d (%s)   true, wrongly marked: %d of %d (%s)",
                    set, caught.marked(), caught.all(), percent(caught), wrong.marked(), wrong.all(), percent(wrong));
        }
        assertThat(all).isNotEmpty();
    }

    private static String percent(Statements.Share share) {
        return String.format(Locale.ROOT, "%.0f %%", share.value() * 100);
    }
}
