package io.agentaiops.local.stack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which components a stack is made of. */
final class Components {

    private Components() {}

    /** The engines that are run here and the services, in the order in which they are to be started. */
    static List<Component> of(Stack stack, JavaRuntime java, JavaRuntime toolRunner) {
        Map<String, String> external = stack.external().named();
        List<Component> components = new ArrayList<>();
        if (!external.containsKey("opensearch")) {
            components.add(new EngineComponent(stack.openSearch(java)));
        }
        if (!external.containsKey("postgres")) {
            components.add(new EngineComponent(stack.postgres(java)));
        }
        if (!external.containsKey("kafka")) {
            components.add(new EngineComponent(stack.kafka(java)));
        }
        for (Service service : Service.values()) {
            Formation formation = Formation.of(stack, service);
            formation
                    .numbers()
                    .forEach(number -> components.add(new ServiceComponent(
                            stack, service, number, service == Service.TOOL_RUNNER ? toolRunner : java)));
            if (formation.balanced()) {
                components.add(new BalancerComponent(stack, service, java));
            }
        }
        return List.copyOf(components);
    }

    /** The ports of everything that would be run here. */
    static Map<String, List<Integer>> ports(Stack stack) {
        Map<String, List<Integer>> ports = new LinkedHashMap<>();
        ports.put("kafka", List.of(stack.ports().kafka(), stack.ports().kafkaController()));
        ports.put("postgres", List.of(stack.ports().postgres()));
        ports.put("opensearch", List.of(stack.ports().openSearch()));
        stack.external().named().keySet().forEach(ports::remove);
        for (Service service : Service.values()) {
            Formation formation = Formation.of(stack, service);
            int port = stack.ports().of(service);
            if (!formation.balanced()) {
                ports.put(service.id(), List.of(port));
                continue;
            }
            ports.put(service.balancer(), List.of(port, stack.ports().balancerAdmin(service)));
            formation
                    .numbers()
                    .forEach(number -> ports.put(
                            service.replica(number), List.of(stack.ports().replica(service, number))));
        }
        return ports;
    }
}
