package io.totemtap.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import io.totemtap.diagnose.Words;

/** The end of the page: what was wrong with single packets, files that were not used, texts somebody put into the case. */
final class PageNotes {

    private static final int MOST_LINES = 2_000;

    private final JsonNode report;
    private final Markup page;

    PageNotes(JsonNode report, Markup page) {
        this.report = report;
        this.page = page;
    }

    void write() {
        if (!hasProblems()
                && report.path("notices").isEmpty()
                && report.path("attachments").isEmpty()) {
            return;
        }
        page.open("section", "id", "notes", "aria-labelledby", "notes-title");
        page.leaf("h2", "Beside the answer", "id", "notes-title");
        problems();
        if (!report.path("notices").isEmpty()) {
            page.leaf("h3", "Files that were not used").open("ul");
            report.path("notices").forEach(notice -> page.leaf("li", notice.asText()));
            page.close("ul");
        }
        report.path("attachments").forEach(this::attachment);
        page.close("section");
    }

    private boolean hasProblems() {
        for (JsonNode capture : report.path("captures")) {
            if (!capture.path("problems").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void problems() {
        if (!hasProblems()) {
            return;
        }
        page.leaf("h3", "What was noticed about single packets").open("ul");
        for (JsonNode capture : report.path("captures")) {
            for (JsonNode problem : capture.path("problems")) {
                page.leaf(
                        "li",
                        capture.path("name").asText() + ", " + word(problem, "layer") + ": " + word(problem, "kind")
                                + ", " + Words.count(problem.path("count").asLong(), "time"));
            }
        }
        page.close("ul");
    }

    private static String word(JsonNode problem, String field) {
        return problem.path(field).asText().replace('-', ' ');
    }

    /** Line by line, as the markup makes every line end visible as a space. */
    private void attachment(JsonNode attachment) {
        page.open("details", "class", "list")
                .leaf("summary", "Attached: " + attachment.path("name").asText());
        page.open("pre");
        attachment.path("text").asText().lines().limit(MOST_LINES).forEach(line -> page.text(line)
                .lineEnd());
        page.close("pre");
        if (attachment.path("cut").asBoolean()) {
            page.leaf("p", "There is more in the file.", "class", "remark");
        }
        page.close("details");
    }
}
