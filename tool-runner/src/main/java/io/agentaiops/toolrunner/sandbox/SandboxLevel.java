package io.agentaiops.toolrunner.sandbox;

/** How well commands are isolated, best first. */
public enum SandboxLevel {
    /** bubblewrap: own namespaces, read-only root, private /tmp and /dev, no capabilities. */
    BUBBLEWRAP("bubblewrap"),
    /** The same with unshare, setpriv and prlimit of util-linux, as far as they go: the machine's /dev stays, and perl loads
     * the filter of system calls. */
    UNSHARE("unshare"),
    /** Only a clean environment and resource limits. Has to be allowed by {@code aiops.sandbox.allow-none}. */
    NONE("none"),
    /** No isolation can be had and none is not allowed: nothing runs. */
    REFUSED("refused");

    private final String label;

    SandboxLevel(String label) {
        this.label = label;
    }

    /** As it stands in results, such as {@code bubblewrap}. */
    public String label() {
        return label;
    }
}
