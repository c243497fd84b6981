package io.totemtap.capture.log;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a log of any size, line by line. Bytes are read as ISO-8859-1; a line is kept up to {@link #LINE} bytes.
 * Syslog, the journal's short forms and the files openais, corosync and fenced write themselves are understood, mixed
 * if need be.
 */
public final class LogReader {

    /** The most bytes of a line that are used. */
    public static final int LINE = 8 << 10;

    private static final int CHUNK = 1 << 16;

    private final ConfigurationChanges sink;
    private final byte[] line = new byte[LINE];
    private int length;
    private boolean tooLong;
    private long number;
    private long lines;
    private long unread;
    private long shortened;

    private LogReader(LogSink sink) {
        this.sink = new ConfigurationChanges(sink);
    }

    /**
     * Reads a file, decompressed if it is gzip.
     *
     * @throws CaptureException if it cannot be opened
     */
    public static LogSummary read(Path path, LogSink sink) {
        try (InputStream in = TextFile.open(path)) {
            return read(in, sink);
        } catch (IOException e) {
            throw new CaptureException(Reason.UNREADABLE, path + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Reads a stream to its end, or to where it fails.
     *
     * @param in not closed
     */
    public static LogSummary read(InputStream in, LogSink sink) {
        LogReader reader = new LogReader(sink);
        boolean cut = false;
        byte[] chunk = new byte[CHUNK];
        try {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                reader.bytes(chunk, count);
            }
        } catch (IOException e) {
            cut = true;
        }
        reader.endOfLine();
        reader.sink.flush();
        return new LogSummary(reader.lines, reader.unread, reader.shortened, cut);
    }

    private void bytes(byte[] chunk, int count) {
        for (int i = 0; i < count; i++) {
            if (chunk[i] == '\n') {
                endOfLine();
            } else if (length < LINE) {
                line[length] = chunk[i];
                length++;
            } else {
                tooLong = true;
            }
        }
    }

    private void endOfLine() {
        number++;
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        if (tooLong) {
            shortened++;
        }
        length = 0;
        tooLong = false;
        if (text.isBlank()) {
            return;
        }
        lines++;
        Optional<LogLine> parsed = LogLineParser.parse(number, text);
        if (parsed.isEmpty()) {
            unread++;
        } else {
            sink.line(parsed.get(), LogEventRecognizer.recognize(parsed.get()));
        }
    }
}
