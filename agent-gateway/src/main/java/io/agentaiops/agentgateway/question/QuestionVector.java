package io.agentaiops.agentgateway.question;

import java.nio.ByteBuffer;
import java.util.Base64;

/** A point in the space of meanings, of length 1: the product of two is the cosine of their angle. */
public final class QuestionVector {

    private final float[] values;

    private QuestionVector(float[] values) {
        this.values = values;
    }

    /** The vector in that direction. */
    public static QuestionVector of(float... values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        double norm = Math.sqrt(sum);
        if (!(norm > 0) || !Double.isFinite(norm)) {
            throw new IllegalArgumentException("a vector needs a direction");
        }
        float[] unit = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            unit[i] = (float) (values[i] / norm);
        }
        return new QuestionVector(unit);
    }

    /** The vector of that text, as {@link #text} made it. */
    public static QuestionVector parse(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return new QuestionVector(values);
    }

    /** As text, to be stored encrypted. */
    public String text() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** Cosine similarity, from -1 to 1; vectors of different models have none. */
    public double cosine(QuestionVector other) {
        if (values.length != other.values.length) {
            return -1;
        }
        double product = 0;
        for (int i = 0; i < values.length; i++) {
            product += (double) values[i] * other.values[i];
        }
        return product;
    }

    @Override
    public String toString() {
        return "QuestionVector[" + values.length + "]";
    }
}
