package io.totemtap.report.text;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Diagnostician;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.diagnose.rule.RuleBook;
import io.totemtap.track.Cluster;
import io.totemtap.track.Packets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a report says of who asks for members. */
class QuerierLineTest {

    private static String report(TwoNodes traffic) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Facts facts = new MadeFacts().on(1, traffic.seen(now -> true)).facts();
        new TextReport(400, false).write(new Diagnostician(RuleBook.RULES).diagnose(facts), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void generalQueries() {
        String report = report(new TwoNodes(30)
                .with(1.1, Packets.queryV2("10.77.0.254", 100))
                .with(11.1, Packets.queryV2("10.77.0.254", 100)));
        assertTrue(
                report.contains("querier  10.77.0.254 \u00b7 IGMPv2 \u00b7 2 general queries, every 10.0 s"), report);
    }

    /** A filter for the group keeps the questions for that group, and drops those that go to all hosts. */
    @Test
    void questionsForOneGroupOnly() {
        String report = report(new TwoNodes(30).with(1.1, Packets.groupQuery("10.77.0.254", Cluster.GROUP)));
        assertTrue(
                report.contains(
                        "querier  10.77.0.254 \u00b7 asked for one group 1 time, no general query was captured"),
                report);
    }
}
