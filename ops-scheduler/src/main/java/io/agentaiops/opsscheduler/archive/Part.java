package io.agentaiops.opsscheduler.archive;

/**
 * One file of a backup.
 *
 * @param name inside the backup, without the ending of its file
 * @param rows rows of a table, files of a folder, or entries of a log
 * @param plainBytes before compression
 * @param plainSha256 of the bytes before compression
 * @param bytes of the file
 * @param sha256 of the file
 */
public record Part(String name, long rows, long plainBytes, String plainSha256, long bytes, String sha256) {

    private static final String ENDING = ".zst.enc";

    public Part {
        if (name.startsWith("/") || name.contains("..")) {
            throw new IllegalArgumentException("a part's name stays inside its backup, unlike " + name);
        }
    }

    /** The path of its file inside the backup. */
    public String file() {
        return fileOf(name);
    }

    static String fileOf(String name) {
        return name + ENDING;
    }
}
