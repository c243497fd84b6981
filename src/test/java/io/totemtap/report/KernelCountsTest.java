package io.totemtap.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.Transcript;
import io.totemtap.cli.Cases;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Diagnostician;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.rule.RuleBook;
import io.totemtap.net.Endpoint;
import io.totemtap.report.text.TextReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The ladder from the driver to the daemon, as numbers in text and JSON. */
class KernelCountsTest {

    private final Facts facts = Cases.diagnosis("healthy").facts();
    private final Direction direction = facts.pairs().get(0).direction();
    private final Endpoint group = facts.groupsOf(direction.from()).get(0);

    private String state(int second, long received, long byXdp) {
        String in = " in " + direction.from() + " " + group.address() + " " + group.port() + " net0 vlan 0 ";
        String out = " out " + direction.to() + " " + group.address() + " " + group.port() + " net0 vlan 0 ";
        return "### time 1700000000." + second + " phase now\n"
                + "### ip address show\n2: net0: <UP> mtu 1500 qdisc noqueue state UP\n    inet " + direction.to()
                + "/24 scope global net0\n"
                + "### cat /proc/net/dev\nInter-|   Receive  |  Transmit\n face |bytes packets errs drop fifo frame"
                + " compressed multicast|bytes packets errs drop fifo colls carrier compressed\n  net0: 100 " + received
                + " 0 7 0 0 0 0 100 10 0 0 0 0 0 0\n"
                + "### ethtool -i net0\ndriver: veth\n### ethtool -S net0\nNIC statistics:\n     rx_queue_0_xdp_drops: "
                + byXdp + "\n"
                + "### totemtap kernel-witness\nwitness 1 from 1700000000000000000 until 170000000" + second
                + "000000000 sockets control-group reasons yes\n"
                + "sees arrived again offered socket-read sent driver busy dropped\n"
                + "lost places 0 drops 0 headers 0 owners 0 missed 0\n"
                + "count arrived" + in + "socket 0 packets 312\n"
                + "count offered" + in + "socket 4711 packets 300\n"
                + "count socket-read in :: :: " + group.port() + " - vlan 0 socket 4711 packets 299\n"
                + "drop" + in + "reason NETFILTER_DROP at nft_do_chain[nf_tables] packets 12\n"
                + "count sent" + out + "socket 9 packets 50\n"
                + "count driver" + out + "socket 0 packets 50\n"
                + "count arrived in 10.9.9.9 239.1.2.3 99 net0 vlan 0 socket 0 packets 7\n";
    }

    private Diagnosis diagnosis(boolean witnessed) {
        List<HostState> states = List.of(state(1, 1000, 4), state(2, 1400, 9)).stream()
                .map(text -> HostState.of(Transcript.parse(text, false).get(0), "host"))
                .toList();
        Facts all = new Facts(
                facts.picture(),
                witnessed ? Map.of(direction.to(), states) : Map.of(),
                List.of(),
                List.of(),
                ZoneOffset.UTC);
        return new Diagnostician(RuleBook.RULES).diagnose(all);
    }

    private static JsonNode json(Diagnosis diagnosis) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonReport("0").write(diagnosis, out);
        return new ObjectMapper().readTree(out.toByteArray());
    }

    private JsonNode host(JsonNode report) {
        for (JsonNode host : report.path("hosts")) {
            if (host.path("address").asText().equals(direction.to().toString())) {
                return host;
            }
        }
        throw new AssertionError("no such host");
    }

    @Test
    void numbersInJson() throws IOException {
        JsonNode report = json(diagnosis(true));
        try (InputStream schema = Objects.requireNonNull(JsonReport.class.getResourceAsStream("report.schema.json"))) {
            assertEquals(
                    "[]",
                    JsonSchemaFactory.getInstance(VersionFlag.V202012)
                            .getSchema(schema)
                            .validate(report)
                            .toString());
        }
        JsonNode kernel = host(report).path("kernel");
        assertTrue(kernel.path("exact").asBoolean());
        assertEquals(2, kernel.path("ladders").size(), "another group's is not the cluster's");
        JsonNode in = kernel.path("ladders").get(0);
        assertEquals("in", in.path("way").asText());
        assertEquals(312, in.path("arrived").asLong());
        assertEquals(312, in.path("interfaces").path("net0").asLong());
        assertEquals(12, in.path("dropped").asLong());
        assertEquals("netfilter", in.path("drops").get(0).path("part").asText());
        assertEquals("NETFILTER_DROP", in.path("drops").get(0).path("reason").asText());
        assertEquals(300, in.path("delivered").asLong());
        assertTrue(in.path("read").isNull());
        assertEquals(299, in.path("sockets").get(0).path("readOfAllSenders").asLong());
        assertEquals(0, in.path("unaccounted").asLong());
        JsonNode out = kernel.path("ladders").get(1);
        assertEquals("out", out.path("way").asText());
        assertEquals(50, out.path("sent").asLong());
        assertEquals(50, out.path("handed").asLong());
        assertTrue(out.path("arrived").isNull());
        JsonNode driver = kernel.path("drivers").get(0);
        assertEquals(400, driver.path("received").asLong());
        assertEquals(0, driver.path("dropped").asLong());
        assertEquals(5, driver.path("droppedByXdp").asLong());
        assertTrue(driver.path("withoutBuffer").isNull());
    }

    @Test
    void numbersInText() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TextReport(400, false).write(diagnosis(true), out);
        List<String> lines =
                out.toString(StandardCharsets.UTF_8).lines().map(String::strip).toList();
        String name = facts.name(direction.to());
        assertTrue(
                lines.contains("kernel   " + name
                        + " \u00b7 driver: net0 received 400 frames, dropped 0, without a buffer not known, by XDP 5"),
                lines::toString);
        assertTrue(
                lines.contains(name + " \u00b7 in: " + direction.from() + " to " + group.address() + " port "
                        + group.port()
                        + ": arrived in the stack: 312 (net0 312), dropped at netfilter: 12 (NETFILTER_DROP in"
                        + " nft_do_chain[nf_tables] on net0), put into sockets: 300 (socket 4711: 300 offered), read by"
                        + " programs from socket 4711, of all senders: 299, not accounted for: 0"),
                lines::toString);
        assertTrue(
                lines.contains(name + " \u00b7 out: " + direction.to() + " to " + group.address() + " port "
                        + group.port()
                        + ": sent by programs: 50, dropped: 0, handed to devices: 50 (net0 50), not accounted for: 0"),
                lines::toString);
    }

    @Test
    void withoutAWitnessThereIsNothing() throws IOException {
        assertFalse(host(json(diagnosis(false))).has("kernel"));
    }
}
