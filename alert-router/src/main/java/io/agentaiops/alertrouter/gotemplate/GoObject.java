package io.agentaiops.alertrouter.gotemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value with fields and methods, as a struct of Go has them. */
public interface GoObject {

    /** The field or the result of the method; {@code null} inside the holder is nil. */
    record Member(@Nullable Object value) {}

    /** The member of that name; null when there is none. */
    @Nullable
    Member member(String name, List<@Nullable Object> arguments);

    /** What is printed of it. */
    @Override
    String toString();
}
