package io.totemtap.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import io.totemtap.diagnose.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The tables at the end of the page: captures, hosts, queriers, groups, rings. */
final class PageTables {

    private static final int MOST_ROWS = 200;

    private final JsonNode report;
    private final Markup page;

    PageTables(JsonNode report, Markup page) {
        this.report = report;
        this.page = page;
    }

    /** A column: its title, and what stands in it. */
    private record Column(String title, boolean isNumber, Function<JsonNode, String> value) {}

    private static Column text(String title, Function<JsonNode, String> value) {
        return new Column(title, false, value);
    }

    private static Column number(String title, Function<JsonNode, String> value) {
        return new Column(title, true, value);
    }

    void write() {
        page.open("section", "id", "facts", "aria-labelledby", "facts-title");
        page.leaf("h2", "What was looked at", "id", "facts-title");
        table(
                "captures",
                "Captures",
                List.of(
                        text("Capture", one -> field(one, "name")),
                        text("Taken at", PageTables::where),
                        text("Promiscuous", one -> flag(one.path("promiscuous"))),
                        number("Packets", one -> count(one.path("packets"))),
                        number("First (UTC)", one -> PageText.clock(field(one, "first"))),
                        number("Last (UTC)", one -> PageText.clock(field(one, "last"))),
                        number("Dropped", one -> PageText.unknown(one.path("droppedByCapture"), "not known")),
                        text("File", one -> field(one, "file") + damage(one))));
        table(
                "hosts",
                "Hosts",
                List.of(
                        text("Host", one -> field(one, "name")),
                        text("Address", one -> field(one, "address")),
                        text("MAC", one -> field(one, "mac")),
                        number("Multicasts", one -> count(one.path("sent"))),
                        text("IGMP", PageTables::igmp),
                        text("Member of", PageTables::memberships)));
        table(
                "queriers",
                "Queriers",
                List.of(
                        text("Querier", one -> field(one, "address")),
                        text("Version", one -> field(one, "version")),
                        number("Queries", one -> count(one.path("queries"))),
                        number("Interval", one -> seconds(one.path("interval"))),
                        number("Last (UTC)", one -> PageText.clock(field(one, "last")))));
        table(
                "groups",
                "Groups",
                List.of(
                        text("Group", one -> field(one, "address") + " port " + field(one, "port")),
                        text("MAC", one -> field(one, "mac")),
                        text("Encrypted", one -> flag(one.path("encrypted"))),
                        text("Senders", one -> joined(one.path("senders"))),
                        text("Members", one -> joined(one.path("members")))));
        table(
                "rings",
                "Rings",
                List.of(
                        text("Ring", one -> field(one, "representative") + "/" + field(one, "sequence")),
                        text("Members", one -> joined(one.path("members"))),
                        number("First (UTC)", one -> PageText.clock(field(one, "first"))),
                        number("Last (UTC)", one -> PageText.clock(field(one, "last"))),
                        text("Ended by", one -> field(one, "endedBy").replace('-', ' ')),
                        number("Messages", one -> count(one.path("messages"))),
                        number("Tokens", one -> count(one.path("tokens"))),
                        number("Rotation", one -> rotation(one.path("rotationMillis")))));
        page.close("section");
    }

    private void table(String list, String title, List<Column> columns) {
        JsonNode rows = report.path(list);
        if (rows.isEmpty()) {
            return;
        }
        page.leaf("h3", title);
        page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", title);
        page.open("table", "class", "rows").open("thead").open("tr");
        columns.forEach(column ->
                page.leaf("th", column.title(), "scope", "col", "class", column.isNumber() ? "number" : "text"));
        page.close("tr").close("thead").open("tbody");
        int shown = 0;
        for (JsonNode row : rows) {
            if (shown++ < MOST_ROWS) {
                page.open("tr");
                columns.forEach(column -> page.leaf(
                        "td",
                        column.value().apply(row),
                        "class",
                        column.isNumber() ? "number" : "text",
                        "data-label",
                        column.title()));
                page.close("tr");
            }
        }
        page.close("tbody").close("table").close("div");
        if (shown > MOST_ROWS) {
            page.leaf("p", (shown - MOST_ROWS) + " more are in the JSON report.", "class", "remark");
        }
    }

    private static String field(JsonNode row, String name) {
        return PageText.unknown(row.path(name), "—");
    }

    private static String count(JsonNode number) {
        return number.isNumber() ? Words.count(number.asLong()) : "—";
    }

    private static String flag(JsonNode flag) {
        return flag.isBoolean() ? flag.asBoolean() ? "yes" : "no" : "not known";
    }

    private static String where(JsonNode capture) {
        String role = field(capture, "role");
        String host = PageText.unknown(capture.path("host"), "");
        return switch (role) {
            case "node" -> "on " + (host.isEmpty() ? "a node" : host);
            case "switch-port" -> "switch port of " + (host.isEmpty() ? "an unknown host" : host);
            case "mirror" -> "mirror";
            default -> "not known";
        };
    }

    private static String damage(JsonNode capture) {
        return capture.path("damaged").isTextual()
                ? " (" + capture.path("damaged").asText() + ")"
                : "";
    }

    private static String igmp(JsonNode host) {
        JsonNode igmp = host.path("igmp");
        return igmp.path("version").isNumber()
                ? "v" + igmp.path("version").asText() + ", "
                        + Words.count(igmp.path("reports").asLong(), "report") + ", "
                        + Words.count(igmp.path("leaves").asLong(), "leave")
                : "no report";
    }

    private static String memberships(JsonNode host) {
        List<String> groups = new ArrayList<>();
        for (JsonNode one : host.path("memberships")) {
            String text = field(one, "group") + " (" + field(one, "state").replace('-', ' ') + ")";
            if (!groups.contains(text) && groups.size() < 10) {
                groups.add(text);
            }
        }
        return groups.isEmpty() ? "—" : String.join(", ", groups);
    }

    private static String joined(JsonNode list) {
        List<String> items = new ArrayList<>();
        for (JsonNode item : list) {
            if (items.size() < 12) {
                items.add(item.asText());
            }
        }
        return items.isEmpty()
                ? "—"
                : String.join(", ", items)
                        + (list.size() > items.size() ? " and " + (list.size() - items.size()) + " more" : "");
    }

    private static String seconds(JsonNode number) {
        return number.isNumber() ? Math.round(number.asDouble() * 10) / 10.0 + " s" : "—";
    }

    private static String rotation(JsonNode millis) {
        return millis.isNumber() ? millis.asText() + " ms" : "—";
    }
}
