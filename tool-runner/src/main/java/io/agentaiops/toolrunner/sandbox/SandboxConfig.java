package io.agentaiops.toolrunner.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How commands are isolated and bounded. */
@ConfigMapping(prefix = "aiops.sandbox")
public interface SandboxConfig {

    /** The level to use: {@code auto} (the best that works), {@code bubblewrap}, {@code unshare} or {@code none}. */
    @WithDefault("auto")
    String level();

    /** Whether commands may run without isolation where none can be had. */
    @WithDefault("false")
    boolean allowNone();

    /** Where executables are looked up. */
    @WithDefault("/usr/local/sbin,/usr/local/bin,/usr/sbin,/usr/bin,/sbin,/bin")
    List<String> path();

    /**
     * Files and directories that are replaced by empty ones inside the sandbox, besides every person's home and the
     * platform's own configuration, keys and data.
     */
    @WithDefault("/root,/home,/run/docker.sock,/run/docker,/run/containerd,/run/podman,/run/crio,/run/secrets,"
            + "/run/snapd.socket,/run/libvirt")
    List<String> hiddenPaths();

    /** Directories that stay visible inside a hidden one. */
    @WithDefault("${AIOPS_DOCUMENTS_DIR:}")
    Optional<List<String>> visiblePaths();

    /** The account that looks are run as when tool-runner itself runs as root. */
    @WithDefault("nobody")
    String runAs();

    /** Groups that this account gets besides, where they exist: so that logs can be read. */
    @WithDefault("adm,systemd-journal")
    List<String> groups();

    /** Wall-clock time of a call that does not name its own. */
    @WithDefault("30s")
    Duration timeout();

    /** The most that a call may ask for. */
    @WithDefault("10m")
    Duration maxTimeout();

    /** CPU seconds of each process. */
    @WithDefault("60")
    long cpuSeconds();

    /** Address space of each process, in bytes. */
    @WithDefault("4294967296")
    long memoryBytes();

    /** Memory that all processes of a command hold together, in bytes; looked at four times a second. */
    @WithDefault("4294967296")
    long treeMemoryBytes();

    /** Processes and threads of one command. */
    @WithDefault("512")
    long processes();

    /** The largest file that a process may write to its private /tmp, in bytes. */
    @WithDefault("67108864")
    long fileBytes();

    /** Output kept of one call, in bytes: three quarters from its beginning, one from its end. */
    @WithDefault("65536")
    int outputBytes();

    /** Sandboxes of each kind that stand ready, so that a short command need not wait for its namespaces; 0 for none. */
    @WithDefault("4")
    int warm();

    /** Addresses of Ollama, of which the first is passed to its command line tool: it speaks to one. */
    @WithDefault("${OLLAMA_BASE_URL:}")
    Optional<List<String>> ollamaHost();

    /** The platform's configuration, which is hidden as well. */
    @WithDefault("${AIOPS_CONFIG_DIR:}")
    Optional<String> configDirectory();

    /** This service's data directory: the folder that holds it, with the data of all components, is hidden. */
    @WithDefault("${AIOPS_DATA_DIR:}")
    Optional<String> dataDirectory();

    /** The gateway's public key: the folder that holds it, with the other keys, is hidden. */
    @WithDefault("${AIOPS_JWT_PUBLIC_KEY_FILE:}")
    Optional<String> publicKey();
}
