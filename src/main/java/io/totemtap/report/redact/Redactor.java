package io.totemtap.report.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.MacAddress;
import io.totemtap.report.FrameRewriter;
import io.totemtap.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Replaces names and addresses by pseudonyms, the same one for the same original in every output of a run. Addresses are found by their
 * form, also those nobody announced; names are those that the captures, configurations and host states gave. What has been redacted is
 * looked through again, and refused if an original is left. Attachments and notices of a case are left out. The key of the pseudonyms is drawn anew for every run and kept nowhere.
 */
public final class Redactor {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int TRIES = 64;

    private final Originals originals;
    private final AddressPseudonyms addresses;
    private final NamePseudonyms names;
    private final TextRedaction text;

    private Redactor(Originals originals, AddressPseudonyms addresses) {
        this.originals = originals;
        this.addresses = addresses;
        names = originals.names();
        Map<Long, Long> numbers = new LinkedHashMap<>();
        for (IpAddress address : originals.addresses()) {
            if (address instanceof Ipv4Address four && addresses.of(four) instanceof Ipv4Address other) {
                numbers(numbers, four.bits(), other.bits());
                numbers(numbers, Integer.reverseBytes(four.bits()), Integer.reverseBytes(other.bits()));
            }
        }
        text = new TextRedaction(addresses, names, numbers);
    }

    /** Node ids that a daemon makes of its address: all 32 bits, or without the highest. */
    private static void numbers(Map<Long, Long> numbers, int from, int to) {
        numbers.put(from & 0xffff_ffffL, to & 0xffff_ffffL);
        numbers.put(from & 0x7fff_ffffL, to & 0x7fff_ffffL);
    }

    /**
     * A redactor for all outputs of one diagnosis.
     *
     * @param furtherNames names to hide that the diagnosis may not know, such as cluster names and paths of the command line
     */
    public static Redactor of(Diagnosis diagnosis, Collection<String> furtherNames) {
        return of(diagnosis, furtherNames, new SecureRandom()::nextBytes);
    }

    /** The same with keys from elsewhere, so that a test gets the same pseudonyms each time. */
    static Redactor of(Diagnosis diagnosis, Collection<String> furtherNames, Consumer<byte[]> random) {
        Originals originals = Originals.of(diagnosis, furtherNames);
        AddressPseudonyms addresses = draw(random);
        for (int i = 0; i < TRIES && originals.anyStays(addresses); i++) {
            addresses = draw(random);
        }
        return new Redactor(originals, addresses);
    }

    private static AddressPseudonyms draw(Consumer<byte[]> random) {
        byte[] key = new byte[32];
        random.accept(key);
        return new AddressPseudonyms(key);
    }

    /**
     * A text with pseudonyms in place of names and addresses.
     *
     * @throws IllegalStateException if an original would be left: a defect, but never an output
     */
    public String text(String original) {
        return checked(text.apply(original));
    }

    private String checked(String redacted) {
        for (String left : text.left(redacted, originals)) {
            throw new IllegalStateException(
                    "redaction would have left an original of " + left.length() + " characters");
        }
        return redacted;
    }

    /** A copy of a JSON tree with pseudonyms; also in the names of fields where these are names of captures. */
    public JsonNode tree(JsonNode original) {
        return new TreeRedaction(this::text, text::number).apply(original);
    }

    /**
     * A report in plain text with pseudonyms, without what somebody wrote freely: it may name what nobody announced. Columns may move, as
     * pseudonyms are not as long as what they replace.
     */
    public Report ofText(Report report) {
        return (diagnosis, out) ->
                write(out, text(plain(report, diagnosis.with(diagnosis.notes().withoutText()))));
    }

    /** A report in JSON with pseudonyms. */
    public Report ofJson(Report report) {
        return (diagnosis, out) -> {
            try {
                JsonNode tree = tree(MAPPER.readTree(plain(report, diagnosis)));
                write(out, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static String plain(Report report, Diagnosis diagnosis) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.write(diagnosis, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void write(OutputStream out, String redacted) {
        try {
            out.write(redacted.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rewrites captured frames: addresses in headers, checksums to match; what may carry names or secrets is cut off. */
    public FrameRewriter frames() {
        return new RedactedFrames(addresses, this::text);
    }

    /** The pseudonym of an address. */
    public IpAddress address(IpAddress original) {
        return addresses.of(original);
    }

    /** The pseudonym of an Ethernet address. */
    public MacAddress mac(MacAddress original) {
        return addresses.of(original);
    }

    /**
     * Writes which pseudonym stands for what: tab-separated, kind, pseudonym, original. This is the only place where originals are written;
     * only its owner may read the file.
     *
     * @throws UncheckedIOException if it cannot be written, or is there already
     */
    public void writeMapping(Path file) {
        StringBuilder lines = new StringBuilder("kind\tpseudonym\toriginal\n");
        names.all().forEach((original, pseudonym) -> line(lines, "name", pseudonym, original));
        originals
                .addresses()
                .forEach(one -> line(lines, "address", addresses.of(one).toString(), one.toString()));
        originals.macs().forEach(one -> line(lines, "mac", addresses.of(one).toString(), one.toString()));
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void line(StringBuilder lines, String kind, String pseudonym, String original) {
        lines.append(kind).append('\t').append(pseudonym).append('\t');
        lines.append(original.replaceAll("\\p{Cntrl}", " ")).append('\n');
    }

    /** Originals that occur in a text: for tests and for those who want to be sure. */
    public Set<String> originalsIn(String output) {
        return text.left(output, originals);
    }
}
