package io.agentaiops.agentgateway.evidence;

/**
 * A number in a text, as it is meant.
 *
 * @param raw the number as it is written
 * @param kind what it measures
 * @param factor how many of the smallest unit its unit is
 * @param decimals digits after the point
 * @param written how it stands in the text, for people
 */
record Quantity(double raw, Kind kind, double factor, int decimals, String written) {

    /** What a number measures. */
    enum Kind {
        /** Nothing that is said: a count, a port, a status, or a column whose unit stands elsewhere. */
        PLAIN,
        PERCENT,
        /** In seconds. */
        TIME,
        /** In bytes, by powers of 1024. */
        SIZE,
        /** Minutes or megabytes: {@code m} says both. */
        EITHER,
        /** A time of day in seconds since midnight, or a duration written like one. */
        CLOCK
    }

    /** Written with powers of 1000 or of 1024, a size is the same size to people. */
    private static final double DECIMAL_OR_BINARY = 0.075;

    private static final double MINUTE = 60;
    private static final double MEGABYTE = 1024.0 * 1024;

    /** Whether both measure the same, as far as is said. */
    boolean isLike(Quantity other) {
        if (kind == Kind.CLOCK || other.kind == Kind.CLOCK) {
            return kind == other.kind;
        }
        return kind == other.kind
                || kind == Kind.PLAIN
                || other.kind == Kind.PLAIN
                || (kind == Kind.EITHER && other.isTimeOrSize())
                || (other.kind == Kind.EITHER && isTimeOrSize());
    }

    /**
     * Whether the other number is what this one says.
     *
     * @param about whether this one is said to be rough
     */
    boolean isBackedBy(Quantity other, boolean about) {
        if (other.kind == Kind.CLOCK || kind == Kind.CLOCK) {
            return isBackedByClock(other);
        }
        if (!isLike(other) || isTooPlain(other)) {
            return false;
        }
        boolean bare = kind == Kind.PLAIN || other.kind == Kind.PLAIN || kind == Kind.PERCENT;
        double mine = bare ? raw : value(other);
        double theirs = bare ? other.raw : other.value(this);
        double unit = bare ? 1 : factorAgainst(other);
        double difference = Math.abs(mine - theirs);
        if (difference <= Math.abs(mine) * 1e-9) {
            return true;
        }
        boolean rounded = other.isFinerThan(this) && difference < unit * Math.pow(10, -decimals) * 0.5000001;
        boolean otherBase = !bare
                && isSize()
                && other.isSize()
                && difference <= theirs * DECIMAL_OR_BINARY
                && factor != other.factor;
        return rounded || otherBase || (about && difference <= Math.abs(theirs) * 0.06);
    }

    /** A 1 without a unit stands in every table: it is no hour and no gigabyte. */
    private boolean isTooPlain(Quantity other) {
        return other.kind == Kind.PLAIN && kind != Kind.PLAIN && Math.abs(other.raw) <= 2 && other.decimals == 0;
    }

    /** To the minute when no seconds are said; "41 minutes" may be written 41:07. */
    private boolean isBackedByClock(Quantity other) {
        if (kind == other.kind) {
            return decimals == 0 ? Math.floor(raw / 60) == Math.floor(other.raw / 60) : raw == other.raw;
        }
        double minutes = Math.floor(other.raw / 3600);
        return kind == Kind.TIME && factor == MINUTE && other.decimals == 0 && raw == minutes;
    }

    private boolean isFinerThan(Quantity other) {
        return decimals > other.decimals || (factor < other.factor && kind != Kind.PLAIN && other.kind != Kind.PLAIN);
    }

    private double value(Quantity against) {
        return raw * factorAgainst(against);
    }

    private double factorAgainst(Quantity against) {
        if (kind != Kind.EITHER) {
            return factor;
        }
        return against.kind == Kind.SIZE ? MEGABYTE : MINUTE;
    }

    private boolean isTimeOrSize() {
        return kind == Kind.TIME || isSize();
    }

    private boolean isSize() {
        return kind == Kind.SIZE || kind == Kind.EITHER;
    }
}
