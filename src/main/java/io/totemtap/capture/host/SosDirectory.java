package io.totemtap.capture.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.OptionalLong;

/**
 * Walks through a sos report that was unpacked. Symbolic links are not followed, so nothing outside of it is opened.
 */
final class SosDirectory extends SimpleFileVisitor<Path> {

    private static final int DEPTH = 20;

    private final Path root;
    private final SosCollector collector;
    private int entries;

    private SosDirectory(Path root, SosCollector collector) {
        this.root = root;
        this.collector = collector;
    }

    static void visit(Path root, SosCollector collector) {
        try {
            Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), DEPTH, new SosDirectory(root, collector));
        } catch (IOException e) {
            collector.notice(root + " cannot be read to its end: " + e.getMessage() + ".");
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        entries++;
        if (entries > SosArchive.ENTRIES) {
            collector.notice("The report has more than " + SosArchive.ENTRIES + " files; the rest was not looked at.");
            return FileVisitResult.TERMINATE;
        }
        String path = root.relativize(file).toString().replace('\\', '/');
        if (attributes.isRegularFile() && SosCollector.wants(path)) {
            try (InputStream in = Files.newInputStream(file)) {
                collector.file(path, in, OptionalLong.empty());
            } catch (IOException e) {
                collector.notice(path + " cannot be read: " + e.getMessage() + ".");
            }
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        collector.notice(root.relativize(file) + " cannot be read: " + e.getMessage() + ".");
        return FileVisitResult.CONTINUE;
    }
}
