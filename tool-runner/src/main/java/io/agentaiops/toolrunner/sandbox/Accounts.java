package io.agentaiops.toolrunner.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The accounts and groups of the machine, as passwd(5) and group(5) say. */
final class Accounts {

    /** UID_MIN of login.defs(5); above the largest are nobody and what systemd makes up. */
    private static final int FIRST_PERSON = 1000;

    private static final int LAST_PERSON = 60_000;

    private Accounts() {}

    static boolean groupExists(String group) {
        return lines("/etc/group").stream().anyMatch(line -> line.startsWith(group + ":"));
    }

    static String primaryGroup(String account) {
        return lines("/etc/passwd").stream()
                .filter(line -> line.startsWith(account + ":"))
                .map(line -> line.split(":", -1)[3])
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("aiops.sandbox.run-as: there is no account " + account));
    }

    static Stream<Path> homesOfPeople() {
        return lines("/etc/passwd").stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > 5 && isPerson(fields[2]) && fields[5].startsWith("/"))
                .map(fields -> Path.of(fields[5]));
    }

    private static boolean isPerson(String uid) {
        return uid.matches("[0-9]{1,9}")
                && Integer.parseInt(uid) >= FIRST_PERSON
                && Integer.parseInt(uid) <= LAST_PERSON;
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
