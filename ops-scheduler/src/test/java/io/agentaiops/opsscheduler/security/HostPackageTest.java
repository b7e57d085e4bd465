package io.agentaiops.opsscheduler.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostPackageTest {

    @TempDir
    private Path root = Path.of("");

    @Test
    void installedPackagesAreNamedByTheSourceThatTheyWereBuiltFrom() throws IOException {
        host("""
                Package: libc-bin
                Status: install ok installed
                Source: glibc
                Version: 2.36-9+deb12u10
                Description: GNU C Library
                 Status: deinstall ok config-files

                Package: libc6
                Status: install ok installed
                Source: glibc
                Version: 2.36-9+deb12u10

                Package: libpam0g
                Status: install ok installed
                Source: pam (1.5.2-6)
                Version: 1.5.2-6+b1

                Package: gone
                Status: deinstall ok config-files
                Version: 1.0

                Package: bash
                Status: install ok installed
                Version: 5.2.15-2+b7
                """);

        List<HostPackage> found = HostPackage.installed(root);

        assertThat(found)
                .containsExactly(
                        new HostPackage("debian", "12", "glibc", "2.36-9+deb12u10"),
                        new HostPackage("debian", "12", "pam", "1.5.2-6"),
                        new HostPackage("debian", "12", "bash", "5.2.15-2+b7"));
        assertThat(found.getFirst().purl())
                .isEqualTo("pkg:deb/debian/glibc@2.36-9%2Bdeb12u10?arch=source&distro=debian-12");
        assertThat(found.getFirst().query())
                .isEqualTo(Map.of(
                        "package", Map.of("name", "glibc", "ecosystem", "Debian:12"), "version", "2.36-9+deb12u10"));
    }

    @Test
    void hostWithoutDpkgHasNoPackagesHere() throws IOException {
        assertThat(HostPackage.installed(root)).isEmpty();
    }

    private void host(String status) throws IOException {
        Files.createDirectories(root.resolve("var/lib/dpkg"));
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("var/lib/dpkg/status"), status);
        Files.writeString(root.resolve("etc/os-release"), "NAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nID=debian\n");
    }
}
