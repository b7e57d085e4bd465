package io.agentaiops.alertrouter.gotemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that templates may call. Values are texts, {@link Long}, {@link Double}, {@link Boolean}, lists, maps,
 * {@link GoObject} and null for nil; throws {@link IllegalArgumentException} with what is wrong with its arguments.
 */
@FunctionalInterface
public interface GoFunction {

    @Nullable
    Object call(List<@Nullable Object> arguments);
}
