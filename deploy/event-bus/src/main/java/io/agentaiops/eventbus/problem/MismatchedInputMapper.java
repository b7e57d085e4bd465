package io.agentaiops.eventbus.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ext.Provider;

/**
 * JSON of another shape than is expected, such as a bare text in place of an object. Quarkus has a mapper of its own for
 * these, which says nothing; {@link ProblemShape} adds what was wrong and where.
 */
@Provider
@Priority(Priorities.USER)
public class MismatchedInputMapper extends ExceptionMapperBase<MismatchedInputException> {

    @Override
    protected HttpProblem toProblem(MismatchedInputException exception) {
        return HttpProblem.builder()
                .withTitle("Bad Request")
                .withStatus(400)
                .withDetail(exception.getOriginalMessage())
                .build();
    }
}
