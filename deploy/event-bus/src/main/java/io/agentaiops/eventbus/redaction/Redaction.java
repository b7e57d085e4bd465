package io.agentaiops.eventbus.redaction;

import io.agentaiops.eventbus.Redactor;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Redaction as this service is configured: with pseudonyms where it was given their key, without them otherwise. */
@ApplicationScoped
public class Redaction {

    private final @Nullable Pseudonyms pseudonyms;

    Redaction(RedactionConfig config) {
        pseudonyms = config.pseudonymKeyFile().map(Redaction::read).orElse(null);
    }

    /** The text without secrets and personal data. */
    public String redact(String text) {
        return pseudonyms == null ? Redactor.redact(text) : Redactor.redact(text, pseudonyms::standIn);
    }

    /** What stands for a value of that type, such as a network {@code address}; without the key, the bare type. */
    public String standIn(String type, String value) {
        return pseudonyms == null ? '[' + type + ']' : pseudonyms.standIn(type, value);
    }

    /** The value behind a pseudonym; empty without the key, or when another key made it. */
    public Optional<String> reveal(String pseudonym) {
        return pseudonyms == null ? Optional.empty() : pseudonyms.reveal(pseudonym);
    }

    private static Pseudonyms read(Path file) {
        try {
            return new Pseudonyms(
                    Base64.getDecoder().decode(Files.readString(file).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException("aiops.redaction.pseudonym-key-file: cannot read " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "aiops.redaction.pseudonym-key-file: " + file + " does not hold 32 bytes in Base64", e);
        }
    }
}
