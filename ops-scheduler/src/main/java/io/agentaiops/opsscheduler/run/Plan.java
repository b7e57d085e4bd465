package io.agentaiops.opsscheduler.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Exactly what a step would do, as it is shown to the person who approves it.
 *
 * @param text what is shown
 */
public record Plan(String text) {

    /** The plan of one step; the run's id in it makes an approval useless for any other run. */
    static Plan of(Run run, StepRun step) {
        return new Plan("procedure: " + run.procedureId() + " (" + run.path() + ", version " + run.procedureVersion()
                + ")\nrun: " + run.id() + "\nstep: " + step.stepId() + "\n"
                + step.action().describe());
    }

    /** SHA-256 of the text's UTF-8 bytes in lower-case hexadecimal: what a decision is bound to. */
    public String hash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
