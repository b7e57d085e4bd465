package io.agentaiops.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which faults come in which order: a function of the seed and of what this machine allows. Rounds follow each other; each
 * kills every component once and does one of each other kind, to whom the seed says.
 */
final class ChaosPlan {

    private final Stack stack;
    private final DocumentLoad documents;
    private final Random random;
    private final List<String> corruptKeys = Collections.synchronizedList(new ArrayList<>());
    private final Set<Bus.Position> before;
    private final Optional<Path> faketime = ClockFault.library();
    private final boolean mayMount;
    private final Map<String, DiskFault> disks = new HashMap<>();

    ChaosPlan(Stack stack, DocumentLoad documents, long seed) {
        this.stack = stack;
        this.documents = documents;
        this.random = new Random(seed);
        this.before = new HashSet<>(BusFault.positions(stack));
        this.mayMount = DiskFault.isPossible(stack);
    }

    /** The faults of one more round. */
    List<Fault> round() {
        List<String> all =
                Stream.concat(Stack.SERVICES.stream(), Stack.ENGINES.stream()).toList();
        List<Fault> faults = new ArrayList<>();
        all.forEach(component -> faults.add(new ProcessFault.Kill(stack, List.of(component))));
        faults.add(new ProcessFault.Kill(stack, List.of(one(Stack.SERVICES), one(Stack.ENGINES))));
        faults.add(new ProcessFault.Freeze(stack, one(Stack.ENGINES)));
        faults.add(new ProcessFault.CutOff(stack, one(Stack.SERVICES)));
        String full = one(Stack.ENGINES);
        if (mayMount) {
            faults.add(disks.computeIfAbsent(full, engine -> new DiskFault(stack, engine)));
        }
        String late = one(Stack.SERVICES);
        String offset = one(List.of("+1h", "-1h"));
        faketime.ifPresent(library -> faults.add(new ClockFault(stack, late, library, offset)));
        faults.add(new BusFault.Corrupt(stack, corruptKeys));
        faults.add(new BusFault.Again(stack, before));
        faults.add(new BusFault.Late(stack, documents));
        Collections.shuffle(faults, random);
        return faults;
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** What could not be done on this machine, and why. */
    List<String> leftOut() {
        List<String> out = new ArrayList<>();
        if (!mayMount) {
            out.add("full disks: this account may not mount a file system");
        }
        if (faketime.isEmpty()) {
            out.add("wrong clocks: libfaketime is not installed (Debian: apt-get install faketime)");
        }
        return out;
    }

    /** Keys of the corrupt events that were put on the bus. */
    List<String> corruptKeys() {
        return corruptKeys;
    }

    /** What was on the bus before. */
    Set<Bus.Position> before() {
        return before;
    }
}
