package io.totemtap.report.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.totemtap.diagnose.Words;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/** Redacts a tree of JSON, without attachments and notices of a case: all texts but those whose field has a fixed vocabulary or a time, node ids, and fields named after captures. */
final class TreeRedaction {

    /** Fields whose values are words of the program itself. */
    private static final Set<String> OWN_WORDS = Set.of(
            "kind",
            "layer",
            "state",
            "place",
            "status",
            "certainty",
            "severity",
            "id",
            "explains",
            "pattern",
            "role",
            "linkType",
            "format",
            "dialect",
            "formedBy",
            "endedBy",
            "clue",
            "cause",
            "shape",
            "end",
            "tool");

    private static final Set<String> TIMES = Set.of("time", "first", "last", "since", "lastReport", "lastDelivered");
    private static final Set<String> NAMED_BY_CAPTURE = Set.of("seenAt");
    private static final Set<String> NODE_IDS = Set.of("nodeIds", "nodeId", "representative");

    /** Fields with what somebody wrote freely, which may name what nobody announced. */
    private static final Set<String> FREE_TEXTS = Set.of("attachments", "notices");

    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private final UnaryOperator<String> text;
    private final LongUnaryOperator number;

    TreeRedaction(UnaryOperator<String> text, LongUnaryOperator number) {
        this.text = text;
        this.number = number;
    }

    JsonNode apply(JsonNode tree) {
        return apply("", tree);
    }

    private JsonNode apply(String field, JsonNode tree) {
        if (OWN_WORDS.contains(field) && isPlain(tree)) {
            return tree;
        }
        if (tree.isTextual()) {
            boolean isTime = (TIMES.contains(field) && tree.asText().matches("[0-9T:.Z-]{20,35}"))
                    || (field.endsWith("Nanos") && tree.asText().matches("-?[0-9]+"));
            return isTime ? tree : MAKE.textNode(text.apply(tree.asText()));
        }
        if (tree.isIntegralNumber() && NODE_IDS.contains(field)) {
            return MAKE.numberNode(number.applyAsLong(tree.asLong()));
        }
        if (tree.isArray()) {
            ArrayNode list = MAKE.arrayNode();
            tree.forEach(item -> list.add(apply(field, item)));
            return list;
        }
        if (tree.isObject()) {
            ObjectNode object = MAKE.objectNode();
            for (var entry : tree.properties()) {
                String name = NAMED_BY_CAPTURE.contains(field) ? text.apply(entry.getKey()) : entry.getKey();
                boolean isFree = field.isEmpty() && FREE_TEXTS.contains(entry.getKey());
                object.set(name, isFree ? leftOut(entry.getValue()) : apply(entry.getKey(), entry.getValue()));
            }
            return object;
        }
        return tree;
    }

    /** Of texts only that they are there, and of attachments their names, which the program knows beforehand. */
    private JsonNode leftOut(JsonNode list) {
        ArrayNode bare = MAKE.arrayNode();
        for (JsonNode one : list) {
            if (one.isObject()) {
                String name = text.apply(one.path("name").asText());
                bare.add(MAKE.objectNode().put("name", name).put("text", "").put("cut", true));
            }
        }
        if (bare.isEmpty() && !list.isEmpty()) {
            bare.add(Words.count(list.size(), "notice") + " about files that were not used: left out");
        }
        return bare;
    }

    /** Whether all texts in a value look like words of the program: anything else is redacted whatever its field is called. */
    private static boolean isPlain(JsonNode value) {
        if (value.isTextual()) {
            return value.asText().matches("[a-z0-9 ,.()-]*");
        }
        for (JsonNode item : value) {
            if (!isPlain(item)) {
                return false;
            }
        }
        return true;
    }
}
