package io.agentaiops.eventcontracts;

/** Checks that the compact constructors of the records share. */
public final class Require {

    private Require() {}

    /** Returns {@code value}, or throws {@link IllegalArgumentException} when it is null or blank. */
    public static String text(String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
        return value;
    }

    /** Returns {@code value}, or throws {@link IllegalArgumentException} when it is negative. */
    public static long notNegative(long value, String name) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative but is " + value);
        }
        return value;
    }
}
