package io.agentaiops.opsscheduler.run;

import java.time.Instant;

/**
 * An alert about a procedure, from when it was raised until it is ended.
 *
 * @param stepId the step that it is about; empty where it is about the procedure as a whole
 */
public record OpenAlert(String procedureId, Name name, String stepId, String severity, Instant startsAt) {

    /** What happened. */
    public enum Name {
        /** A run failed. */
        RUN_FAILED("ProcedureRunFailed"),
        /** A step failed that is to say so at once. */
        STEP_FAILED("ProcedureStepFailed"),
        /** A due time passed without a run. */
        MISSED("ProcedureMissed");

        private final String label;

        Name(String label) {
            this.label = label;
        }

        /** The label {@code alertname}. */
        public String label() {
            return label;
        }

        static Name of(String label) {
            for (Name name : values()) {
                if (name.label.equals(label)) {
                    return name;
                }
            }
            throw new IllegalArgumentException("no alert is named " + label);
        }
    }

    OpenAlert since(Instant start) {
        return new OpenAlert(procedureId, name, stepId, severity, start);
    }
}
