package io.totemtap.capture.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotatedSetTest {

    /** Names that make one set: its name, then its files in order. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // tcpdump -C
                "x.pcap: x.pcap x.pcap1 x.pcap2 x.pcap9 x.pcap10",
                "node1.cap: node1.cap node1.cap1",
                "x.dump: x.dump1 x.dump2",
                "X.PCAP: X.PCAP X.PCAP1",
                // tcpdump -C -W
                "x.pcap: x.pcap00 x.pcap01 x.pcap99",
                "x.pcap: x.pcap0 x.pcap1",
                // tcpdump -C -z gzip, the last one not yet compressed
                "x.pcap: x.pcap.gz x.pcap1.gz x.pcap2",
                // dumpcap and Wireshark ring buffers
                "name.pcap: name_00001_20110616102257.pcap name_00002_20110616112257.pcap name_00010_20110616122257.pcap",
                "name.pcapng: name_99999_20110616102257.pcapng name_100000_20110616112257.pcapng",
                "name.pcapng: name_00001_20110616102257.pcapng.gz name_00002_20110616112257.pcapng",
                "name: name_00001_20110616102257 name_00002_20110616112257",
                "name.pcapng: name_20110616102257_00001.pcapng name_20110616112257_00002.pcapng",
                "node_1.pcap: node_1_00001_20110616102257.pcap node_1_00002_20110616112257.pcap",
                // tcpdump -G
                "x.pcap: x-20110616.pcap x-20110617.pcap",
                "x.pcap: x_20110616102257.pcap x_20110616112257.pcap",
                "x.pcap: x_201106161022.pcap x_201106161122.pcap",
                "x.pcap: x-2011-06-16_10-22-57.pcap x-2011-06-16_11-00-00.pcap x-2011-07-01_00-00-00.pcap",
                "node1.pcap: node1.20110616T102257.pcap node1.20110616T112257.pcap",
                "20110616102257.pcap: 20110616102257.pcap 20110616112257.pcap",
                "10.0.0.1.pcap: 10.0.0.1_20110616-1022.pcap 10.0.0.1_20110616-1122.pcap",
                // tcpdump -G -C
                "x.pcap: x-20110616102257.pcap x-20110616102257.pcap1 x-20110616112257.pcap",
            })
    void namesOfOneProgramMakeASet(String line) {
        String[] nameAndFiles = line.split(": ", 2);
        List<Path> files = paths(nameAndFiles[1].split(" "));
        RotatedSet expected = new RotatedSet(nameAndFiles[0], files);
        assertEquals(List.of(expected), RotatedSet.among(files));
        List<Path> backwards = files.stream()
                .sorted((a, b) -> files.indexOf(b) - files.indexOf(a))
                .toList();
        assertEquals(List.of(expected), RotatedSet.among(backwards));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no colons in names there")
    void colonsMayStandInTimes() {
        List<Path> files = paths("x-2011-06-16T10:22:57.pcap", "x-2011-06-16T11:00:00.pcap");
        assertEquals(List.of(new RotatedSet("x.pcap", files)), RotatedSet.among(files));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node1.pcap node2.pcap",
                "a.pcap b.pcap",
                "node1 node2",
                "x x1 x2",
                "n1.pcap.gz n2.pcap.gz sw-p1.pcap.gz sw-p2.pcap.gz",
                // one file twice
                "x.pcap x.pcap.gz",
                "x.pcap x.pcap1 x.pcap1.gz",
                "x.pcap1 x.pcap01",
                // a time of day, a number of days, seconds since the epoch, an hour
                "x-102257.pcap x-112257.pcap",
                "x-1308190977.pcap x-1308194577.pcap",
                "x-2011061610.pcap x-2011061611.pcap",
                "x-20110616_10.pcap x-20110616_11.pcap",
                "x-2011-06-16_10.pcap x-2011-06-17_10.pcap",
                // node ids and addresses that are no dates
                "node-16885952.pcap node-33663168.pcap",
                "node-20110016.pcap node-20111332.pcap",
                "001122334455.pcap 001122334456.pcap",
                // other differences
                "x.pcap x.pcapng",
                "a_00001_20110616102257.pcap b_00001_20110616102257.pcap",
                "node1_00001_20110616102257.pcap node2_00001_20110616102257.pcap",
                "name_0001_20110616.pcap name_0002_20110617.pcap",
                "a-20110616.pcap b-20110616.pcap",
                "node1-20110616.pcap node2-20110617.pcap",
                "x-20110616-a.pcap x-20110617-b.pcap",
                "one/x.pcap two/x.pcap1",
                "x.txt x.txt1",
            })
    void otherNamesAreFilesOfTheirOwn(String names) {
        List<Path> files = paths(names.split(" "));
        List<RotatedSet> expected = files.stream()
                .map(file -> new RotatedSet(String.valueOf(file.getFileName()), List.of(file)))
                .toList();
        assertEquals(expected, RotatedSet.among(files));
    }

    @Test
    void setsKeepTheOrderOfTheirFirstFiles() {
        List<Path> files = paths("b.pcap1", "a.pcap", "b.pcap", "c.pcap");
        assertEquals(
                List.of(
                        new RotatedSet("b.pcap", paths("b.pcap", "b.pcap1")),
                        new RotatedSet("a.pcap", paths("a.pcap")),
                        new RotatedSet("c.pcap", paths("c.pcap"))),
                RotatedSet.among(files));
    }

    @ParameterizedTest
    @CsvSource({"/", "''"})
    void aPathWithoutANameDoesNoHarm(String path) {
        assertEquals(1, RotatedSet.among(List.of(Path.of(path))).size());
    }

    private static List<Path> paths(String... names) {
        return Stream.of(names).map(Path::of).toList();
    }
}
