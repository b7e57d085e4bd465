package io.agentaiops.ragindexer.embedding;

import java.util.Arrays;

/** A point in the space of meanings. Values cannot be changed. */
public final class Vector {

    private final float[] values;

    private Vector(float[] values) {
        this.values = values;
    }

    /** A vector of these values. */
    public static Vector of(float... values) {
        return new Vector(values.clone());
    }

    public int dimension() {
        return values.length;
    }

    /** A copy of its values. */
    float[] values() {
        return values.clone();
    }

    /** The value at that place, from zero. */
    public float at(int place) {
        return values[place];
    }

    /** Whether every value is a number. */
    public boolean isFinite() {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it can be compared with others of that dimension. */
    public boolean isSound(int wanted) {
        return values.length == wanted && isFinite();
    }

    /** Its length; 1 for what the model makes. */
    public double norm() {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    /** The sum, which points between the two. */
    Vector plus(Vector other) {
        float[] sum = values.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.values[i];
        }
        return new Vector(sum);
    }

    /** The same direction, of length one; itself when it has none. */
    Vector normalised() {
        double norm = norm();
        if (norm == 0 || !Double.isFinite(norm)) {
            return this;
        }
        float[] unit = new float[values.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (values[i] / norm);
        }
        return new Vector(unit);
    }

    /** Cosine similarity, from -1 to 1; 0 when either is empty of meaning. */
    public double cosine(Vector other) {
        if (other.values.length != values.length) {
            throw new IllegalArgumentException("dimensions differ: " + values.length + ", " + other.values.length);
        }
        double product = 0;
        for (int i = 0; i < values.length; i++) {
            product += (double) values[i] * other.values[i];
        }
        double norms = norm() * other.norm();
        return norms == 0 ? 0 : product / norms;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vector vector && Arrays.equals(values, vector.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Vector[" + values.length + "]";
    }
}
