package io.agentaiops.eventcontracts;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Derives asyncapi.yaml (AsyncAPI 3.0) from topics and event types. */
final class AsyncApi {

    private AsyncApi() {}

    static ObjectNode document() {
        ObjectNode root = Json.MAPPER.createObjectNode().put("asyncapi", "3.0.0");
        root.putObject("info")
                .put("title", "Agent-AIOps events")
                .put("version", "1.0.0")
                .put(
                        "description",
                        "CloudEvents 1.0 over Kafka in binary content mode. What does not fit its schema goes to the"
                                + " topic's dead-letter topic (.dlq) with the reason in the dlq_* headers.");
        root.put("defaultContentType", "application/json");
        ObjectNode channels = root.putObject("channels");
        ObjectNode messages = Json.MAPPER.createObjectNode();
        for (Topic topic : Topic.values()) {
            ObjectNode channel = channels.putObject(topic.address()).put("address", topic.address());
            channel.putObject("bindings").putObject("kafka").put("topic", topic.address());
            ObjectNode ofTopic = channel.putObject("messages");
            for (EventType type : EventType.values()) {
                if (type.topic() == topic) {
                    ofTopic.putObject(type.typeName()).put("$ref", "#/components/messages/" + type.typeName());
                    messages.set(type.typeName(), message(type));
                }
            }
        }
        ObjectNode components = root.putObject("components");
        components.set("messages", messages);
        components.putObject("messageTraits").set("cloudEvent", cloudEvent());
        return root;
    }

    private static ObjectNode message(EventType type) {
        ObjectNode message = Json.MAPPER
                .createObjectNode()
                .put("name", type.typeName())
                .put("title", type.record().getSimpleName())
                .put("contentType", "application/json");
        message.putArray("traits").addObject().put("$ref", "#/components/messageTraits/cloudEvent");
        message.putObject("payload").put("$ref", "./schemas/" + type.typeName() + ".json");
        return message;
    }

    private static ObjectNode cloudEvent() {
        ObjectNode trait = Json.MAPPER.createObjectNode();
        ObjectNode headers = trait.putObject("headers").put("type", "object");
        headers.putArray("required")
                .add(EventHeaders.SPEC_VERSION)
                .add(EventHeaders.ID)
                .add(EventHeaders.TYPE)
                .add(EventHeaders.SOURCE);
        ObjectNode properties = headers.putObject("properties");
        properties.putObject(EventHeaders.SPEC_VERSION).put("const", "1.0");
        for (String name : new String[] {EventHeaders.ID, EventHeaders.TYPE, EventHeaders.SOURCE}) {
            properties.putObject(name).put("type", "string").put("minLength", 1);
        }
        properties.putObject(EventHeaders.TIME).put("type", "string").put("format", "date-time");
        properties.putObject(EventHeaders.TRACE_PARENT).put("type", "string");
        return trait;
    }
}
