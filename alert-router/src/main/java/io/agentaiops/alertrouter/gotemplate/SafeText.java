package io.agentaiops.alertrouter.gotemplate;

/**
 * A text that its author declares to be safe: {@code safeHtml} and {@code safeUrl}.
 *
 * @param text the text
 * @param isUrl whether it is an address rather than HTML
 */
public record SafeText(String text, boolean isUrl) {

    @Override
    public String toString() {
        return text;
    }
}
