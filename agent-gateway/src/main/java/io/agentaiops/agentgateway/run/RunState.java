package io.agentaiops.agentgateway.run;

/**
 * Where a run stands. A run that has ended has no way on: the transitions are methods of the states that allow them.
 */
public sealed interface RunState {

    /** The name over REST and in the database. */
    String label();

    /** Still to be worked on. */
    sealed interface Open extends RunState {

        /** The asker does not want the answer any more. */
        default Ended cancel() {
            return new Cancelled();
        }

        /** Nobody worked on it in time. */
        default Ended expire() {
            return new Expired();
        }
    }

    /** Over, with or without an answer. */
    sealed interface Ended extends RunState {}

    /** Stored, not begun. */
    record Queued() implements Open {
        @Override
        public String label() {
            return "queued";
        }

        /** An agent took it up. */
        public Running start() {
            return new Running();
        }
    }

    /** Begun. */
    record Running() implements Open {
        @Override
        public String label() {
            return "running";
        }

        /** There is an answer. */
        public Ended succeed() {
            return new Succeeded();
        }

        /** There is none, and the reason is told. */
        public Ended fail() {
            return new Failed();
        }
    }

    /** Answered. */
    record Succeeded() implements Ended {
        @Override
        public String label() {
            return "succeeded";
        }
    }

    /** Could not be answered. */
    record Failed() implements Ended {
        @Override
        public String label() {
            return "failed";
        }
    }

    /** Stopped by its asker. */
    record Cancelled() implements Ended {
        @Override
        public String label() {
            return "cancelled";
        }
    }

    /** Not worked on in time. */
    record Expired() implements Ended {
        @Override
        public String label() {
            return "expired";
        }
    }

    /** The state of that name. */
    static RunState of(String label) {
        return switch (label) {
            case "queued" -> new Queued();
            case "running" -> new Running();
            case "succeeded" -> new Succeeded();
            case "failed" -> new Failed();
            case "cancelled" -> new Cancelled();
            case "expired" -> new Expired();
            default -> throw new IllegalArgumentException("unknown run state " + label);
        };
    }
}
