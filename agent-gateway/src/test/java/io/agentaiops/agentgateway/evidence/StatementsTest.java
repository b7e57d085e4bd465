package io.agentaiops.agentgateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.agentgateway.evidence.Statements.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bounds how often the check errs; {@link StatementsBench} prints the figures. */
class StatementsTest {

    private static final List<Statement> ALL = Statements.read();

    @Test
    void mostOfWhatIsFalseIsMarkedAndLittleOfWhatIsTrue() {
        assertThat(ALL).filteredOn(Statement::isTrue).hasSizeGreaterThanOrEqualTo(150);
        assertThat(ALL).filteredOn(statement -> !statement.isTrue()).hasSizeGreaterThanOrEqualTo(150);
        assertThat(share("chosen by", false)).isGreaterThanOrEqualTo(0.82);
        assertThat(share("chosen by", true)).isLessThanOrEqualTo(0.09);
        assertThat(share("held", false)).isGreaterThanOrEqualTo(0.8);
        assertThat(share("held", true)).isLessThanOrEqualTo(0.08);
    }

    @Test
    void onWhatNobodyLookedAtTheCheckStillCatchesMoreThanHalf() {
        assertThat(share("new", false)).isGreaterThanOrEqualTo(0.66);
        assertThat(share("new", true)).isLessThanOrEqualTo(0.18);
        assertThat(share("fresh", false)).isGreaterThanOrEqualTo(0.67);
        assertThat(share("fresh", true)).isLessThanOrEqualTo(0.24);
    }

    private static double share(String set, boolean isTrue) {
        return Statements.marked(ALL, set, isTrue).value();
    }
}
