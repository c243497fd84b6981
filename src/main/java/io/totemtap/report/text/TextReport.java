package io.totemtap.report.text;

import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Verdict;
import io.totemtap.diagnose.Verdict.Status;
import io.totemtap.diagnose.Words;
import io.totemtap.report.GroupSummary;
import io.totemtap.report.Inventory;
import io.totemtap.report.Report;
import io.totemtap.report.text.Sheet.Piece;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The report as text. First lines first: what is wrong, where, how sure. Then who hears whom, the hosts, the evidence with frame
 * numbers, who is cleared and why, what cannot be known, and what to measure and do next.
 */
public final class TextReport implements Report {

    private final int width;
    private final boolean colours;

    /**
     * Creates a report.
     *
     * @param width columns; at least 40
     * @param colours whether the reader's terminal shows ANSI colours
     */
    public TextReport(int width, boolean colours) {
        this.width = Math.max(40, width);
        this.colours = colours;
    }

    @Override
    public void write(Diagnosis diagnosis, OutputStream out) {
        Sheet sheet = new Sheet(width, colours);
        Inventory inventory = new Inventory(diagnosis);
        inventory.groups().forEach(group -> group(sheet, diagnosis, inventory, group));
        if (inventory.groups().isEmpty()) {
            sheet.line(new Piece("no totem multicast in " + captures(diagnosis), Ink.STRONG));
        }
        sheet.gap();
        verdict(sheet, diagnosis.verdict());
        for (GroupSummary group : inventory.groups()) {
            Matrix matrix = new Matrix(diagnosis.facts(), inventory, group.endpoint());
            if (matrix.hosts() > 1) {
                sheet.gap();
                matrix.write(sheet);
            }
        }
        sheet.gap();
        new Reasons(diagnosis, sheet).write();
        sheet.gap();
        new LogLines(diagnosis.facts(), sheet).write();
        new HostLines(diagnosis, inventory, sheet).write();
        new NoteLines(diagnosis, sheet).write();
        try {
            out.write(sheet.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line of what was looked at. */
    private static void group(Sheet sheet, Diagnosis diagnosis, Inventory inventory, GroupSummary group) {
        StringBuilder rest = new StringBuilder();
        if (!group.cluster().isEmpty()) {
            rest.append("  cluster \"").append(group.cluster()).append('"');
        }
        group.generation().ifPresent(generation -> rest.append("  ").append(generation.software()));
        if (group.isEncrypted()) {
            rest.append(group.isDecrypted() ? ", encrypted, opened" : ", encrypted, not opened");
        }
        int hosts = new Matrix(diagnosis.facts(), inventory, group.endpoint()).hosts();
        rest.append("  ").append(Words.count(hosts, "host"));
        rest.append("  ").append(captures(diagnosis));
        sheet.line(new Piece(group.endpoint().toString(), Ink.STRONG), new Piece(rest.toString(), Ink.PLAIN));
    }

    private static String captures(Diagnosis diagnosis) {
        long longest = 0;
        long packets = 0;
        for (Vantage capture : diagnosis.facts().picture().captures()) {
            if (capture.observation().frames() > 0) {
                longest = Math.max(
                        longest,
                        capture.observation().lastNanos()
                                - capture.observation().firstNanos());
                packets += capture.observation().frames();
            }
        }
        int count = diagnosis.facts().picture().captures().size();
        return Words.duration(longest) + "  " + Words.count(packets, "packet")
                + (count > 1 ? " in " + count + " captures" : "");
    }

    private static void verdict(Sheet sheet, Verdict verdict) {
        Ink ink = verdict.status() == Status.HEALTHY
                ? Ink.GOOD
                : verdict.status() == Status.FAULT && verdict.certainty() == Certainty.PROVEN ? Ink.BAD : Ink.DOUBT;
        sheet.headline(verdict.headline(), sureness(verdict), ink);
        if (!verdict.statement().equals(verdict.headline())) {
            sheet.paragraph(verdict.statement(), Ink.PLAIN);
        }
    }

    private static String sureness(Verdict verdict) {
        return switch (verdict.status()) {
            case HEALTHY -> "healthy";
            case INCONCLUSIVE -> "cannot tell";
            case FAULT ->
                verdict.place() == Place.UNDECIDED
                        ? "undecided"
                        : verdict.certainty().id();
        };
    }
}
