package io.totemtap.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes every text of a tree safe to show: see {@link Markup#visible}. The names of fields are the program's own. */
final class Visible {

    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private Visible() {}

    static JsonNode of(JsonNode tree) {
        if (tree.isTextual()) {
            return MAKE.textNode(Markup.visible(tree.asText()));
        }
        if (tree.isArray()) {
            ArrayNode list = MAKE.arrayNode();
            tree.forEach(item -> list.add(of(item)));
            return list;
        }
        if (tree.isObject()) {
            ObjectNode object = MAKE.objectNode();
            tree.fieldNames().forEachRemaining(name -> object.set(name, of(tree.path(name))));
            return object;
        }
        return tree;
    }
}
