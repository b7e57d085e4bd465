package io.agentaiops.toolrunner.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentaiops.toolrunner.command.CommandLineParser;
import io.agentaiops.toolrunner.command.ParsedCommand;
import io.agentaiops.toolrunner.policy.PolicyDecision.Allowed;
import io.agentaiops.toolrunner.policy.PolicyDecision.Denied;
import io.agentaiops.toolrunner.policy.PolicyDecision.NeedsApproval;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandPolicyTest {

    private static final CommandPolicy POLICY = PolicySource.shipped();

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource
    void ordinaryDiagnosticsRunWithoutAsking(String command) {
        assertThat(decide(command)).isInstanceOf(Allowed.class);
    }

    @ParameterizedTest
    @MethodSource
    void changesWaitForAPerson(String command) {
        assertThat(decide(command)).isInstanceOf(NeedsApproval.class);
    }

    @ParameterizedTest
    @MethodSource
    void escapesAreDenied(String command) {
        assertThat(decide(command)).isInstanceOf(Denied.class);
    }

    @Test
    void listsAreLongEnoughToMeanSomething() {
        assertThat(ordinaryDiagnosticsRunWithoutAsking()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(escapesAreDenied()).hasSizeGreaterThanOrEqualTo(200);
    }

    @Test
    void reasonNamesTheOptionAndWhatToUseInstead() {
        assertThat(decide("journalctl -u ollama -f"))
                .isEqualTo(new Denied("option -f of journalctl is not allowed: following never ends; use -n 200"));
        assertThat(decide("htop"))
                .isEqualTo(new Denied("command 'htop' is not allowed: it needs a terminal; use top -b -n 1"));
    }

    @Test
    void onlyAnApprovedChangeIsPrivileged() {
        assertThat(((Allowed) decide("journalctl -n 5")).commands()).noneMatch(PermittedCommand::privileged);
        assertThat(((Allowed) decide("apt-get -s upgrade")).commands()).noneMatch(PermittedCommand::privileged);
        NeedsApproval restart = (NeedsApproval) decide("systemctl restart ollama");
        assertThat(restart.risk()).isEqualTo(Risk.CHANGE);
        assertThat(restart.commands()).allMatch(PermittedCommand::privileged);
    }

    @Test
    void hostThatIsNotListedAsksButIsNoChange() {
        NeedsApproval ping = (NeedsApproval) decide("ping -c 3 elsewhere.example.net");
        assertThat(ping.risk()).isEqualTo(Risk.READ);
        assertThat(ping.commands()).noneMatch(PermittedCommand::privileged);
    }

    @Test
    void networkIsGivenOnlyToCommandsThatNeedIt() {
        assertThat(((Allowed) decide("cat /etc/hosts")).commands()).noneMatch(PermittedCommand::network);
        assertThat(((Allowed) decide("ss -tlnp")).commands()).allMatch(PermittedCommand::network);
    }

    @Test
    void curlNeverReadsItsConfigurationFile() {
        Allowed curl = (Allowed) decide("curl -s http://localhost:11434/api/version");
        assertThat(curl.commands().getFirst().command().words().get(1)).isEqualTo("-q");
    }

    @Test
    void addressOfTheEnvironmentIsTakenLiterally() throws IOException {
        CommandPolicy policy =
                parse("commands: {curl: {operands: [url]}}", Map.of("OLLAMA_BASE_URL", "http://10.1.1.1:11434/"));
        assertThat(decide(policy, "curl http://10.1.1.1:11434/api")).isInstanceOf(Allowed.class);
        assertThat(decide(policy, "curl http://10x1.1.1:11434/api")).isInstanceOf(Denied.class);
        assertThat(decide("curl http://10.1.1.1:11434/api/version")).isInstanceOf(NeedsApproval.class);
    }

    @Test
    void linkToASecretIsAsSecret() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("innocent"), Path.of("/etc/shadow"));
        Path plain = Files.writeString(directory.resolve("plain"), "x");
        CommandPolicy policy = withReadable(directory);
        assertThat(decide(policy, "cat " + plain)).isInstanceOf(Allowed.class);
        assertThat(decide(policy, "cat " + link)).isInstanceOf(Denied.class);
    }

    @Test
    void patternsAreExpandedWhereFilesAreMeantAndSecretsLeftOut() throws IOException {
        for (String name : List.of("a.log", "b.log", "shadow.log")) {
            Files.writeString(directory.resolve(name), "x");
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        CommandPolicy policy = parse(
                "commands: {cat: {operands: ['read-path*']}, uniq: {operands: ['read-path?']},"
                        + " rm: {risk: change, operands: ['read-path*']}}",
                Map.of("EXTRA", directory.toString(), "SECRET", directory + "/shadow.log"));

        assertThat(words(decide(policy, "cat " + directory + "/*.log")))
                .containsExactly("cat", directory + "/a.log", directory + "/b.log");
        assertThat(words(decide(policy, "cat " + directory + "/none*"))).containsExactly("cat", directory + "/none*");
        assertThat(words(decide(policy, "uniq " + directory + "/a*"))).containsExactly("uniq", directory + "/a.log");
        assertThat(decide(policy, "cat " + directory + "/shadow*")).isInstanceOf(Denied.class);
        assertThat(decide(policy, "uniq " + directory + "/*.log")).isInstanceOf(Denied.class);
        assertThat(decide(policy, "cat *.log")).isInstanceOf(Denied.class);
        assertThat(decide(policy, "rm " + directory + "/*.log")).isInstanceOf(Denied.class);
        assertThat(decide(policy, "rm " + directory + "/a.log")).isInstanceOf(NeedsApproval.class);
    }

    @Test
    void destructionIsToldFromChangeAndAPreviewIsALook() {
        NeedsApproval vacuum = (NeedsApproval) decide("journalctl --vacuum-size=500M");
        NeedsApproval restart = (NeedsApproval) decide("systemctl restart ollama");

        assertThat(vacuum.risk()).isEqualTo(Risk.DESTROY);
        assertThat(decide("ollama rm llama3.2:3b")).extracting("risk").isEqualTo(Risk.DESTROY);
        assertThat(restart.risk()).isEqualTo(Risk.CHANGE);
        assertThat(restart.preview()).isEqualTo("systemctl status --no-pager --lines 3 ollama");
        for (String change : changesWaitForAPerson()) {
            if (decide(change) instanceof NeedsApproval asked && asked.preview() != null) {
                assertThat(decide(asked.preview())).as(asked.preview()).isInstanceOf(Allowed.class);
            }
        }
    }

    @Test
    void psqlRunsInAReadOnlyTransactionWhateverItIsGiven() {
        PermittedCommand psql =
                ((Allowed) decide("psql -c 'select 1'")).commands().getFirst();

        assertThat(psql.environment().get("PGOPTIONS")).contains("default_transaction_read_only=on");
    }

    @Test
    void wrongPolicySaysFileLineAndReason() throws IOException {
        String good = new String(Files.readAllBytes(Path.of("src/main/resources/policy.yaml")), StandardCharsets.UTF_8);
        Path file = directory.resolve("policy.yaml");

        Files.writeString(file, good.replace("  tac: {operands: ['read-path*']}", "  tac: {operands: ['reed-path*']}"));
        assertThatThrownBy(() -> PolicySource.read(file))
                .isInstanceOfSatisfying(
                        UnusablePolicy.class, e -> assertThat(e.line()).isPositive())
                .hasMessageContaining(file.toString())
                .hasMessageContaining("reed-path");
        Files.writeString(file, good.replace("  tac: {operands:", "  tac: {opernads:"));
        assertThatThrownBy(() -> PolicySource.read(file))
                .isInstanceOfSatisfying(
                        UnusablePolicy.class, e -> assertThat(e.line()).isPositive())
                .hasMessageContaining("opernads");
        Files.writeString(file, good);
        assertThat(PolicySource.read(file).permissions()).hasSizeGreaterThan(100);
    }

    @Test
    @Timeout(10)
    void expressionThatRunsAwayDeniesWhatItMeets() throws IOException {
        String unlucky = "12345,".repeat(30) + "x";
        CommandPolicy careless =
                parse("commands: {cut: {options: {-f: '~([0-9]{0,5}(-?[0-9]{0,5})?,?){0,40}'}, operands: []}}");

        assertThat(decide(careless, "cut -f " + unlucky)).isInstanceOf(Denied.class);
        assertThat(decide("cut -d, -f " + unlucky)).isInstanceOf(Denied.class);
        assertThat(decide("cut -d, -f 1,3-,-5,7-9")).isInstanceOf(Allowed.class);
    }

    @Test
    void policyThatNamesAnUnknownTypeOrKeyIsRefused() {
        assertThatThrownBy(() -> parse("commands: {df: {operands: ['nonsense*']}}"))
                .hasMessageContaining("nonsense");
        assertThatThrownBy(() -> parse("commands: {df: {operand: []}}")).hasMessageContaining("operand");
    }

    @Property
    void unknownCommandsAreDenied(@ForAll("names") String name) {
        if (POLICY.permissions().stream().noneMatch(line -> line.startsWith(name + ": "))) {
            assertThat(decide(name)).isInstanceOf(Denied.class);
        }
    }

    @Property
    void noSpellingOfASecretPathCanBeRead(@ForAll("spellings") String path) {
        assertThat(decide("cat '" + path + "'")).isInstanceOf(Denied.class);
        assertThat(decide("cat -n -- '" + path + "'")).isInstanceOf(Denied.class);
        assertThat(decide("tail -n 5 /etc/hosts '" + path + "'")).isInstanceOf(Denied.class);
    }

    @Property
    void unlistedOptionsAreDenied(@ForAll("options") String option) {
        for (String command : List.of("cat", "uptime", "whoami", "tac", "lsmod")) {
            PolicyDecision decision = decide(command + " '" + option + "'");
            if (decision instanceof Allowed) {
                assertThat(option).matches("-[AbeEnstTuvps]*|--(number|show-all|squeeze-blank|pretty|since)?");
            }
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("-/.")
                .ofMinLength(1)
                .ofMaxLength(6);
    }

    @Provide
    Arbitrary<String> options() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withChars("-=/")
                .ofMaxLength(10)
                .map(s -> "-" + s);
    }

    @Provide
    Arbitrary<String> spellings() {
        Arbitrary<String> slash = Arbitraries.of("/", "//", "/./", "/etc/../", "///./");
        return slash.flatMap(first -> slash.map(second -> first + "etc" + second + "shadow"));
    }

    static List<String> ordinaryDiagnosticsRunWithoutAsking() {
        return lines("/diagnostics.txt");
    }

    static List<String> changesWaitForAPerson() {
        return lines("/changes.txt");
    }

    static List<String> escapesAreDenied() {
        return lines("/hostile.txt");
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(CommandPolicyTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> words(PolicyDecision decision) {
        return ((Allowed) decision).commands().getFirst().command().words();
    }

    private static PolicyDecision decide(String command) {
        return decide(POLICY, command);
    }

    private static PolicyDecision decide(CommandPolicy policy, String command) {
        return switch (CommandLineParser.parse(command)) {
            case ParsedCommand.Accepted accepted -> policy.decide(accepted.line());
            case ParsedCommand.Refused refused -> new Denied(refused.message());
        };
    }

    private static CommandPolicy withReadable(Path directory) throws IOException {
        return parse("commands: {cat: {operands: ['read-path*']}}", Map.of("EXTRA", directory.toString()));
    }

    private static CommandPolicy parse(String commands) throws IOException {
        return parse(commands, Map.of());
    }

    private static CommandPolicy parse(String commands, Map<String, String> environment) throws IOException {
        String yaml = """
            paths: {readable: ['${EXTRA}/**', '/etc/**'], trees: [], listable: [], secret: [/etc/shadow, '${SECRET}']}
            types: {}
            hosts: []
            urls: ['${OLLAMA_BASE_URL}/api']
            """;
        return PolicySource.parse((yaml + commands + "\n").getBytes(StandardCharsets.UTF_8), environment);
    }
}
