package io.agentaiops.e2e;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds a running service where it enters a method, by the JVM's debugger interface (JDI), so that it can be killed
 * right there. Only the thread that enters is held.
 */
final class Debugger implements AutoCloseable {

    private final VirtualMachine service;
    private final String method;
    private final CountDownLatch reached = new CountDownLatch(1);

    private Debugger(VirtualMachine service, String method) {
        this.service = service;
        this.method = method;
    }

    /**
     * What a JVM must be started with. More carriers than processors, for a held virtual thread keeps the one it is on.
     *
     * @param port for the debugger, on the loopback interface
     */
    static String flags(int port) {
        return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + port
                + " -Djdk.virtualThreadScheduler.parallelism=32";
    }

    /** Holds every thread that enters the method from now on, whether its class is loaded already or not. */
    static Debugger holdAt(int port, String className, String method) {
        Debugger debugger = new Debugger(attach(port), method);
        ClassPrepareRequest later = debugger.service.eventRequestManager().createClassPrepareRequest();
        later.addClassFilter(className);
        later.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        later.enable();
        debugger.service.classesByName(className).forEach(debugger::hold);
        Thread.ofPlatform().daemon().start(debugger::follow);
        return debugger;
    }

    private void hold(ReferenceType type) {
        BreakpointRequest request = service.eventRequestManager()
                .createBreakpointRequest(type.methodsByName(method).getFirst().location());
        request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        request.enable();
    }

    private static VirtualMachine attach(int port) {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(candidate -> candidate.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, String> address = Map.of("hostname", "127.0.0.1", "port", Integer.toString(port));
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        address.forEach((name, value) ->
                Objects.requireNonNull(arguments.get(name), name).setValue(value));
        try {
            return connector.attach(arguments);
        } catch (Exception e) {
            throw new IllegalStateException("cannot attach to port " + port, e);
        }
    }

    private void follow() {
        try {
            while (true) {
                EventSet events = service.eventQueue().remove();
                boolean held = false;
                for (Event event : events) {
                    if (event instanceof ClassPrepareEvent loaded) {
                        hold(loaded.referenceType());
                    }
                    held |= event instanceof BreakpointEvent;
                }
                if (held) {
                    reached.countDown();
                } else {
                    events.resume();
                }
            }
        } catch (VMDisconnectedException e) {
            // killed, as planned
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a thread is held. */
    void awaitHeld() throws InterruptedException {
        if (!reached.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the line was not reached");
        }
    }

    @Override
    public void close() {
        try {
            service.dispose();
        } catch (VMDisconnectedException e) {
            // gone with the process
        }
    }
}
