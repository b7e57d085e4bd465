package io.agentaiops.alertrouter.gotemplate;

import org.jspecify.annotations.Nullable;

/** How what a template puts out is made safe for its place. Holds the place: one for each run. */
interface Escaping {

    /** As it is. */
    Escaping NONE = new Escaping() {
        @Override
        public String text(String text) {
            return text;
        }

        @Override
        public String value(@Nullable Object value) {
            return GoValues.print(value);
        }
    };

    /** What stands for text of the template itself. */
    String text(String text);

    /** What stands for the value here. */
    String value(@Nullable Object value);
}
