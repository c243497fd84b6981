package io.totemtap.cli;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where packets are kept, and when the next file begins. Files are called as tcpdump calls them: FILE, FILE1, FILE2 and so on, and with a
 * limit of files FILE00 to FILE09 and over again, with as many digits as the last one needs.
 *
 * @param file the name
 * @param mostBytes the next file begins once one is larger; 0 for no limit
 * @param nanos the next file begins once packets of this time are in one; 0 for no limit
 * @param mostFiles the most files, of which the oldest is replaced; 0 for no limit
 */
record RecordingPlan(Path file, long mostBytes, long nanos, int mostFiles) {

    /** The unit of tcpdump's -C. */
    static final long MILLION = 1_000_000;

    /** One file. */
    static RecordingPlan one(Path file) {
        return new RecordingPlan(file, 0, 0, 0);
    }

    /** Whether there may be more than one file. */
    boolean isRotating() {
        return mostBytes > 0 || nanos > 0;
    }

    /** The name of a file, by its number from 0. */
    Path name(long number) {
        if (!isRotating() || (mostFiles == 0 && number == 0)) {
            return file;
        }
        String digits = mostFiles == 0
                ? Long.toString(number)
                : String.format(
                        Locale.ROOT, "%0" + Integer.toString(mostFiles - 1).length() + "d", number % mostFiles);
        return file.resolveSibling(file.getFileName() + digits);
    }
}
