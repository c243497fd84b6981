package io.totemtap.report.text;

import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Segment;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Words;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.report.Hearsay;
import io.totemtap.report.Hearsay.Told;
import io.totemtap.report.Inventory;
import io.totemtap.report.text.Sheet.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who hears whom in one group: what captures measured, and where they did not stand at both ends, what totem itself tells (marked
 * with a tilde). Where the table would be wider than the page, the directions with trouble are listed instead.
 */
final class Matrix {

    private static final String TOLD = "~";

    private final Facts facts;
    private final Inventory inventory;
    private final Endpoint group;
    private final List<IpAddress> hosts;
    private boolean hasHearsay;
    private boolean hasUnknown;
    private boolean hasSuspicion;

    Matrix(Facts facts, Inventory inventory, Endpoint group) {
        this.facts = facts;
        this.inventory = inventory;
        this.group = group;
        hosts = facts.picture().hosts().stream()
                .filter(host -> concerns(host.address()))
                .map(Participant::address)
                .toList();
    }

    private boolean concerns(IpAddress host) {
        return facts.groupsOf(host).contains(group)
                || facts.picture().paths().stream()
                        .anyMatch(path -> path.group().equals(group)
                                && (path.from().equals(host) || path.to().equals(host)));
    }

    /** How many hosts take part in the group. */
    int hosts() {
        return hosts.size();
    }

    private record Cell(String text, Ink ink) {}

    /** Writes the table. */
    void write(Sheet sheet) {
        List<List<Cell>> rows = new ArrayList<>();
        List<Cell> head = new ArrayList<>();
        head.add(new Cell("heard by \u2192", Ink.FAINT));
        hosts.forEach(host -> head.add(new Cell(facts.name(host), Ink.STRONG)));
        rows.add(head);
        for (IpAddress from : hosts) {
            List<Cell> row = new ArrayList<>();
            row.add(new Cell(facts.name(from) + " sent " + Words.count(sent(from)), Ink.PLAIN));
            for (IpAddress to : hosts) {
                row.add(from.equals(to) ? new Cell("\u00b7", Ink.FAINT) : cell(from, to));
            }
            rows.add(row);
        }
        int[] widths = widths(rows);
        int total = 2;
        for (int width : widths) {
            total += width + 3;
        }
        if (total > sheet.width()) {
            list(sheet);
        } else {
            table(sheet, rows, widths);
        }
        legend(sheet);
    }

    private static int[] widths(List<List<Cell>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<Cell> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).text().length());
            }
        }
        return widths;
    }

    private static void table(Sheet sheet, List<List<Cell>> rows, int[] widths) {
        for (List<Cell> row : rows) {
            List<Piece> pieces = new ArrayList<>();
            for (int i = 0; i < widths.length; i++) {
                Cell cell = row.get(i);
                int room = widths[i] - cell.text().length();
                int before = i == 0 ? 0 : (room + 1) / 2;
                pieces.add(new Piece(" ".repeat(before + (i == 0 ? 2 : 3)), Ink.PLAIN));
                pieces.add(new Piece(cell.text(), cell.ink()));
                pieces.add(new Piece(" ".repeat(room - before), Ink.PLAIN));
            }
            sheet.line(pieces);
        }
    }

    /** Of many hosts the directions that are not plainly well. */
    private void list(Sheet sheet) {
        int well = 0;
        int told = 0;
        int all = 0;
        for (IpAddress from : hosts) {
            for (IpAddress to : hosts) {
                if (from.equals(to)) {
                    continue;
                }
                all++;
                Cell cell = cell(from, to);
                if (cell.ink() == Ink.GOOD || cell.ink() == Ink.PLAIN) {
                    well++;
                    told += cell.text().startsWith(TOLD) ? 1 : 0;
                } else {
                    sheet.line(
                            new Piece("  " + facts.name(from) + " \u2192 " + facts.name(to) + "  ", Ink.PLAIN),
                            new Piece(cell.text(), cell.ink()));
                }
            }
        }
        String heard = told == 0
                ? "heard"
                : told == well ? TOLD + "heard" : "heard, " + Words.count(told) + " of them " + TOLD;
        sheet.line(new Piece("  " + well + " of " + all + " directions: " + heard, Ink.PLAIN));
    }

    private void legend(Sheet sheet) {
        List<String> notes = new ArrayList<>();
        if (hasHearsay) {
            notes.add(TOLD + " as totem's own messages tell, not measured between two captures");
        }
        if (hasUnknown) {
            notes.add("? nothing tells");
        }
        if (!notes.isEmpty()) {
            sheet.line(new Piece("  " + String.join("; ", notes), Ink.FAINT));
        }
        if (hasSuspicion) {
            sheet.line(
                    new Piece("  missed? some member asked for its messages, and which one cannot be told", Ink.FAINT));
        }
    }

    private long sent(IpAddress from) {
        long measured = facts.picture().paths().stream()
                .filter(path -> path.group().equals(group) && path.from().equals(from))
                .flatMap(path -> path.endToEnd().stream())
                .mapToLong(Segment::sent)
                .max()
                .orElse(0);
        return measured > 0 ? measured : inventory.sent(from, group);
    }

    private Cell cell(IpAddress from, IpAddress to) {
        Optional<Segment> measured = facts.picture().paths(from, to).stream()
                .filter(path -> path.group().equals(group))
                .findFirst()
                .flatMap(Delivery::endToEnd)
                .filter(segment -> segment.sent() > 0);
        Optional<Hearsay> hearsay = Hearsay.of(facts, from, to);
        if (measured.isEmpty()) {
            hasHearsay |= hearsay.isPresent();
            hasSuspicion |=
                    hearsay.filter(one -> one.told() == Told.PERHAPS_MISSED).isPresent();
            hasUnknown |= hearsay.isEmpty();
            return hearsay.map(Matrix::cell).orElse(new Cell("?", Ink.DOUBT));
        }
        Segment segment = measured.get();
        String numbers = Words.count(segment.passed()) + " of " + Words.count(segment.sent());
        if (segment.lost() == 0 && hearsay.filter(Hearsay::isTrouble).isPresent()) {
            hasHearsay = true;
            return new Cell(numbers + " " + cell(hearsay.get()).text(), Ink.BAD);
        }
        return new Cell(numbers, segment.lost() == 0 ? Ink.GOOD : Ink.BAD);
    }

    private static Cell cell(Hearsay hearsay) {
        Ink ink =
                switch (hearsay.told()) {
                    case HEARS -> Ink.GOOD;
                    case DEAF, MISSED, NONE -> Ink.BAD;
                    case PERHAPS_MISSED, UNKNOWN -> Ink.DOUBT;
                };
        return new Cell(TOLD + hearsay.words(), ink);
    }
}
