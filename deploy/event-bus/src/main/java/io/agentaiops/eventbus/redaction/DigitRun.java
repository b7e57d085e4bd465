package io.agentaiops.eventbus.redaction;

/** Groups of digits with one sign between each two: how people write long numbers. */
final class DigitRun {

    private static final int GROUPS = 8;

    private final int[] starts;
    private final int[] ends;
    private final int count;

    private DigitRun(int[] starts, int[] ends, int count) {
        this.starts = starts;
        this.ends = ends;
        this.count = count;
    }

    /** Reads the groups that begin here. */
    static DigitRun at(Scan scan, int from) {
        int[] starts = new int[GROUPS];
        int[] ends = new int[GROUPS];
        int count = 0;
        int i = from;
        while (count < GROUPS) {
            starts[count] = i;
            while (Scan.isDigit(scan.at(i))) {
                i++;
            }
            ends[count++] = i;
            if (" -./".indexOf(scan.at(i)) < 0 || !Scan.isDigit(scan.at(i + 1))) {
                break;
            }
            i++;
        }
        return new DigitRun(starts, ends, count);
    }

    /** How many groups there are. */
    int count() {
        return count;
    }

    int start() {
        return starts[0];
    }

    /** Where a group begins. */
    int start(int group) {
        return starts[group];
    }

    /** Where a group ends. */
    int end(int group) {
        return ends[group];
    }

    int end() {
        return ends[count - 1];
    }

    int length(int group) {
        return ends[group] - starts[group];
    }

    int digits() {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += length(i);
        }
        return sum;
    }

    /** Whether the groups, all or the first so many, have these lengths. */
    boolean is(int... lengths) {
        if (count != lengths.length) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (length(i) != lengths[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether this one sign stands between all groups. */
    boolean separatedBy(Scan scan, char sign) {
        for (int i = 0; i + 1 < count; i++) {
            if (scan.at(ends[i]) != sign) {
                return false;
            }
        }
        return true;
    }

    boolean separatedByOne(Scan scan) {
        return count < 2 || separatedBy(scan, scan.at(ends[0]));
    }

    /** The same without the groups behind the first so many. */
    DigitRun first(int groups) {
        return new DigitRun(starts, ends, groups);
    }

    /** The digits alone. */
    String plain(Scan scan) {
        StringBuilder plain = new StringBuilder(24);
        for (int i = 0; i < count; i++) {
            plain.append(scan.between(starts[i], ends[i]));
        }
        return plain.toString();
    }
}
