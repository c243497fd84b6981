package io.totemtap.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No command sends a packet or joins a group. */
@Tag("lab")
class PassiveIT {

    @TempDir
    Path directory;

    @BeforeAll
    static void possible() {
        Lab.assumePossible();
    }

    @Test
    void nothingIsSentAndNothingJoined() throws Exception {
        // nodes without a daemon are silent, so whatever leaves net0 is ours
        try (Lab lab = Lab.up("quiet", 1)) {
            lab.fault("silence");
            String sent = sent(lab);
            String groups = groups(lab);
            Path kept = directory.resolve("case");
            for (String[] arguments : new String[][] {
                {"capture", "-i", "net0", "-l", "--duration", "4s", "--case", kept.toString()},
                {"capture", "-i", "net0", "-P", "-l", "--duration", "3s"},
                {"interfaces"},
                {"snapshot"},
                {"doctor", "-i", "net0"}
            }) {
                String output = Lab.output(lab.totemtap("n1", arguments));
                assertFalse(output.contains("defect"), output);
                assertEquals(groups, groups(lab), String.join(" ", arguments));
            }
            assertEquals(sent, sent(lab));
            assertTrue(Files.exists(kept.resolve("case.json")));
        }
    }

    private static String sent(Lab lab) {
        return Lab.output(lab.on("n1", "cat", "/sys/class/net/net0/statistics/tx_packets"));
    }

    private static String groups(Lab lab) {
        return Lab.output(lab.on("n1", "ip", "maddress", "show", "dev", "net0"));
    }
}
