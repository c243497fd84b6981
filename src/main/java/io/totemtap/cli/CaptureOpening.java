package io.totemtap.cli;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaseReader;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.capture.live.CaptureFilter;
import io.totemtap.capture.live.FilteredSource;
import io.totemtap.capture.live.LibpcapFileSource;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens what a vantage point's files hold: our own readers first, libpcap for what they do not know, a filter around it. */
final class CaptureOpening {

    private final Optional<String> filter;
    private final InputStream standardInput;

    /**
     * Creates it.
     *
     * @param filter an expression as tcpdump has it; frames that do not match are left out
     * @param standardInput what the path "-" stands for
     */
    CaptureOpening(Optional<String> filter, InputStream standardInput) {
        this.filter = filter;
        this.standardInput = standardInput;
    }

    /**
     * Opens files as one capture.
     *
     * @param files at least one; several are a rotated set, which is read without libpcap
     * @throws CaptureException if they cannot be read, or the filter makes no sense
     */
    FrameSource open(List<Path> files) {
        Optional<CaptureFilter> compiled = filter.map(CaptureFilter::of);
        try {
            FrameSource source = openUnfiltered(files);
            return compiled.<FrameSource>map(program -> new FilteredSource(source, program))
                    .orElse(source);
        } catch (CaptureException e) {
            compiled.ifPresent(CaptureFilter::close);
            throw e;
        }
    }

    /**
     * Opens the files of a vantage point once more.
     *
     * @throws CaptureException if they cannot be read twice, as a stream
     */
    FrameSource reopen(VantagePoint point) {
        if (point.files().stream().anyMatch(file -> file.toString().equals(CaseReader.STANDARD_INPUT))) {
            throw new CaptureException(
                    Reason.WRONG_USAGE, "--annotate reads captures twice, which standard input does not allow.");
        }
        return open(point.files());
    }

    private FrameSource openUnfiltered(List<Path> files) {
        if (files.size() != 1) {
            return CaptureFiles.open(files);
        }
        Path file = files.get(0);
        if (file.toString().equals(CaseReader.STANDARD_INPUT)) {
            return CaptureFiles.open(CaseReader.STANDARD_INPUT, standardInput);
        }
        return CaptureFiles.isUnknownFormat(file) ? LibpcapFileSource.open(file) : CaptureFiles.open(file);
    }
}
