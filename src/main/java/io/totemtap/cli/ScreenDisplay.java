package io.totemtap.cli;

import io.totemtap.diagnose.Diagnosis;
import io.totemtap.net.EpochNanos;
import io.totemtap.report.text.TextReport;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A calm screen that is drawn in place: the alternate screen of the terminal, no clearing between two pictures, every picture in one
 * write. Drawn once a second and at every key.
 */
final class ScreenDisplay implements LiveDisplay {

    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[2J";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final int MOST_EVENTS = 200;
    /** Two blanks, the time of day, two blanks. */
    private static final int EVENT_INDENT = 16;

    private final LivePage page;
    private final boolean colours;
    private final Runnable stop;
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final ArrayDeque<Styled> events = new ArrayDeque<>();
    private final Optional<TerminalControl> control;
    private Optional<LiveMoment> moment = Optional.empty();
    private boolean paused;
    private boolean explaining;
    private int scrolled;
    private String note = "";
    private boolean closed;

    private ScreenDisplay(LivePage page, boolean colours, Runnable stop) {
        this.page = page;
        this.colours = colours;
        this.stop = stop;
        control = Optional.of(TerminalControl.open(this::key));
    }

    /** Takes the terminal over. */
    static ScreenDisplay open(LivePage page, boolean colours, Runnable stop) {
        ScreenDisplay screen = new ScreenDisplay(page, colours, stop);
        screen.print(ENTER);
        return screen;
    }

    private void print(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            // the terminal is gone; the capture ends by the signal that says so
            closed = true;
        }
    }

    private synchronized void key(int key) {
        switch (key) {
            case 'q' -> stop.run();
            case ' ' -> paused = !paused;
            case 'e' -> {
                explaining = !explaining;
                scrolled = 0;
            }
            case 'j', '\n', '\r' -> scrolled += explaining ? 1 : 0;
            case 'k' -> scrolled = Math.max(0, scrolled - 1);
            case 'w' -> save();
            default -> {
                return;
            }
        }
        draw();
    }

    private void save() {
        if (moment.isEmpty()) {
            return;
        }
        String time =
                EpochNanos.toIso(moment.get().timeNanos()).substring(0, 19).replace(":", "");
        Path file = Path.of("totemtap-" + time + ".txt");
        try {
            Files.write(file, report(moment.get().diagnosis(), 100, false));
            note = "saved as " + file;
        } catch (IOException e) {
            note = file + " cannot be written: " + e.getMessage();
        }
    }

    private static byte[] report(Diagnosis diagnosis, int width, boolean painted) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TextReport(width, painted).write(diagnosis, bytes);
        return bytes.toByteArray();
    }

    private synchronized void add(long timeNanos, String text, String code) {
        events.addLast(new Styled()
                .add("  " + EpochNanos.toClock(timeNanos, page.zone()) + "  ", Styled.FAINT)
                .add(text, code));
        if (events.size() > MOST_EVENTS) {
            events.removeFirst();
        }
    }

    @Override
    public void message(long timeNanos, String text) {
        add(timeNanos, text, Styled.PLAIN);
    }

    @Override
    public void event(long timeNanos, String host, String text) {
        add(timeNanos, host + "  " + text, Styled.PLAIN);
    }

    @Override
    public void verdict(long timeNanos, Diagnosis diagnosis) {
        add(timeNanos, "verdict: " + LineDisplay.sentence(diagnosis.verdict()), Styled.STRONG);
    }

    @Override
    public synchronized void show(LiveMoment now) {
        if (!paused) {
            moment = Optional.of(now);
            draw();
        }
    }

    private void draw() {
        if (closed || moment.isEmpty()) {
            return;
        }
        int[] size = TerminalControl.size();
        List<String> lines = explaining ? explanation(size) : main(size);
        StringBuilder picture = new StringBuilder("\u001b[H");
        for (int i = 0; i < size[0] - 1; i++) {
            picture.append(i < lines.size() ? lines.get(i) : "").append("\u001b[K\r\n");
        }
        picture.append(foot().paint(size[1] - 1, colours)).append("\u001b[K");
        print(picture.toString());
    }

    private List<String> main(int[] size) {
        List<Styled> lines = page.compose(moment.orElseThrow(), size[1]);
        int room = size[0] - 2 - lines.size();
        List<Styled> all = new ArrayList<>(lines.subList(0, Math.min(lines.size(), size[0] - 1)));
        if (room > 0) {
            all.add(Styled.blank());
            List<Styled> folded = events.stream()
                    .flatMap(event -> event.fold(size[1], EVENT_INDENT).stream())
                    .toList();
            all.addAll(folded.subList(Math.max(0, folded.size() - room), folded.size()));
        }
        return all.stream().map(line -> line.paint(size[1], colours)).toList();
    }

    private List<String> explanation(int[] size) {
        String text = new String(report(moment.orElseThrow().diagnosis(), size[1], colours), StandardCharsets.UTF_8);
        List<String> lines = text.lines().toList();
        scrolled = Math.max(0, Math.min(scrolled, lines.size() - size[0] + 1));
        return lines.subList(Math.min(scrolled, lines.size()), lines.size());
    }

    private Styled foot() {
        boolean keys = control.map(TerminalControl::hasKeys).orElse(false);
        Styled line = new Styled();
        if (!note.isEmpty()) {
            line.add(note + "   ", Styled.STRONG);
        }
        if (paused) {
            line.add("PAUSED   ", Styled.DOUBT);
        }
        return line.add(
                !keys
                        ? "Ctrl-C ends with the diagnosis"
                        : explaining
                                ? "e back   j k scroll   w save   q end"
                                : "q end   space pause   e explain   w save",
                Styled.FAINT);
    }

    @Override
    public void close() {
        control.ifPresent(TerminalControl::close);
        synchronized (this) {
            closed = true;
        }
        print(LEAVE);
    }
}
