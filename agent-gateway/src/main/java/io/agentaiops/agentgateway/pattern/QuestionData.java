package io.agentaiops.agentgateway.pattern;

import io.agentaiops.agentgateway.privacy.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/**
 * Groups of questions whose sample is somebody's. Their questions of their own go with their runs; others' questions are
 * grouped anew.
 */
@ApplicationScoped
class QuestionData implements PersonalData {

    private final Jdbi jdbi;

    QuestionData(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public String name() {
        return "questionGroups";
    }

    /** Nothing that the sessions do not show. */
    @Override
    public void export(String principal, Consumer<Object> each) {}

    @Override
    public long erase(String principal) {
        return jdbi.withHandle(handle -> handle.createUpdate("delete from question_group where principal = :principal")
                .bind("principal", principal)
                .execute());
    }
}
