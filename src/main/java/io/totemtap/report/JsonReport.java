package io.totemtap.report;

import io.totemtap.capture.CaptureStatistics.Damage;
import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Contradiction;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Limitation;
import io.totemtap.diagnose.Suspect;
import io.totemtap.diagnose.Verdict;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.report.Hearsay.Told;
import io.totemtap.track.FrameId;
import io.totemtap.track.totem.Hearing;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The whole diagnosis as one JSON object. Additions keep {@link #SCHEMA}; a rename raises it. The schema itself is {@code
 * report.schema.json} beside this class.
 */
public final class JsonReport implements Report {

    /** Number of the format. */
    public static final int SCHEMA = 1;

    private final String version;

    /** Creates a report of this program version. */
    public JsonReport(String version) {
        this.version = version;
    }

    @Override
    public void write(Diagnosis diagnosis, OutputStream out) {
        try (JsonOut json = new JsonOut(out)) {
            json.document(() -> document(json, diagnosis));
        }
    }

    private void document(JsonOut json, Diagnosis diagnosis) {
        Correlation picture = diagnosis.facts().picture();
        json.number("schema", SCHEMA);
        json.object("tool", () -> {
            json.text("name", "totemtap");
            json.text("version", version);
        });
        Inventory inventory = new Inventory(diagnosis);
        JsonInventory lists = new JsonInventory(inventory, json);
        json.objects("captures", picture.captures(), capture -> capture(json, picture, capture));
        json.objects("hosts", picture.hosts(), lists::host);
        json.objects("queriers", inventory.queriers(), lists::querier);
        json.objects("groups", inventory.groups(), lists::group);
        json.objects("rings", inventory.placedRings(), ring -> {
            lists.ring(ring.value());
            RotationJson.write(json, picture, ring);
        });
        json.objects("paths", picture.paths(), path -> path(json, picture, path));
        json.objects("unicast", inventory.unicast(), lists::unicast);
        json.object("overTime", () -> RatesJson.write(json, picture));
        json.objects("hearsay", picture.hearings(), hearing -> hearing(json, diagnosis.facts(), hearing));
        json.objects("timeline", inventory.timeline(), lists::timeline);
        json.object("verdict", () -> verdict(json, diagnosis.verdict()));
        json.objects("findings", diagnosis.findings(), finding -> finding(json, finding));
        json.objects("contradictions", diagnosis.contradictions(), one -> contradiction(json, one));
        json.objects("limitations", diagnosis.limitations(), limitation -> limitation(json, limitation));
        json.objects("attachments", diagnosis.notes().attachments(), attachment -> {
            json.text("name", attachment.name());
            json.text("text", Notes.text(attachment));
            json.flag("cut", attachment.cut());
        });
        json.texts("notices", Notes.notices(diagnosis.notes()));
    }

    private static void capture(JsonOut json, Correlation picture, Vantage capture) {
        json.text("name", capture.name());
        json.text("file", capture.file());
        json.text("format", capture.statistics().format());
        json.text(
                "linkType",
                Inventory.id(capture.observation().captured().linkType().name()));
        json.number("snapLength", capture.observation().captured().snapLength());
        json.number("packets", capture.observation().frames());
        json.number("bytes", CaptureFigures.bytes(capture));
        json.time("first", capture.observation().firstNanos());
        json.time("last", capture.observation().lastNanos());
        json.maybe("droppedByCapture", CaptureFigures.dropped(capture));
        json.maybe("damaged", capture.statistics().damage().map(Damage::toString));
        json.objects("problems", capture.observation().problems(), problem -> {
            json.text("layer", Inventory.id(problem.layer().name()));
            json.text("kind", Inventory.id(problem.kind().name()));
            json.number("count", problem.count());
        });
        json.text("role", Inventory.id(capture.role().name()));
        json.maybe("host", capture.host().map(picture::name));
        json.maybe("hostBecause", capture.hostBecause());
        json.maybeFlag("promiscuous", capture.promiscuous());
        json.maybe("promiscuousBecause", capture.promiscuousBecause());
    }

    private static void path(JsonOut json, Correlation picture, Delivery path) {
        Optional<Segment> whole = path.endToEnd();
        json.text("group", path.group().toString());
        json.text("from", path.from().toString());
        json.text("to", path.to().toString());
        if (whole.isPresent()) {
            measured(json, whole.get());
        } else {
            json.maybe("sent", CaptureFigures.sent(picture, path));
            for (String name : new String[] {"received", "lost", "lossPercent", "lossLow", "lossHigh"}) {
                json.unknown(name);
            }
            json.time("lastDelivered", EpochNanos.NEVER);
        }
        json.object("seenAt", () -> {
            for (Map.Entry<Integer, Long> seen : new TreeMap<>(path.seenAt()).entrySet()) {
                json.number(picture.captures().get(seen.getKey()).name(), seen.getValue());
            }
        });
        json.texts("lostBetween", CaptureFigures.lostBetween(picture, path));
        json.text("pattern", whole.map(segment -> segment.pattern().id()).orElse("unknown"));
    }

    private static void measured(JsonOut json, Segment whole) {
        json.number("sent", whole.sent());
        json.number("received", whole.passed());
        json.number("lost", whole.lost());
        if (whole.sent() == 0) {
            json.unknown("lossPercent");
        } else {
            json.number("lossPercent", 100.0 * whole.lost() / whole.sent());
        }
        json.number("lossLow", 100 * whole.bounds().low());
        json.number("lossHigh", 100 * whole.bounds().high());
        json.time("lastDelivered", whole.lastPassedNanos());
    }

    private static void hearing(JsonOut json, Facts facts, Placed<Hearing> placed) {
        Correlation picture = facts.picture();
        Hearing hearing = placed.value();
        Optional<Hearsay> hearsay = Hearsay.of(facts, hearing);
        json.text("from", hearing.from().toString());
        json.text("to", hearing.to().toString());
        json.text("capture", picture.captures().get(placed.capture()).name());
        json.text(
                "told",
                Inventory.id(hearsay.map(Hearsay::told).orElse(Told.UNKNOWN).name()));
        json.text("words", hearsay.map(Hearsay::words).orElse("?"));
        json.number("acknowledged", hearing.acknowledged());
        json.number("asked", hearing.asked());
        json.number("recovered", hearing.recovered());
        json.objects("spans", hearing.spans(), span -> {
            json.text("state", Inventory.id(span.state().name()));
            json.text("clue", Inventory.id(span.clue().name()));
            json.time("first", span.firstNanos());
            json.time("last", span.lastNanos());
            json.number("firstFrame", FrameId.number(span.firstFrame()));
            json.number("lastFrame", FrameId.number(span.lastFrame()));
            json.number("count", span.count());
        });
    }

    private static void verdict(JsonOut json, Verdict verdict) {
        json.text("status", verdict.status().id());
        json.text("place", verdict.place().id());
        json.maybe("cause", verdict.cause());
        json.text("certainty", verdict.certainty().id());
        json.texts("from", verdict.from().stream().map(IpAddress::toString).toList());
        json.texts("to", verdict.to().stream().map(IpAddress::toString).toList());
        json.text("headline", verdict.headline());
        json.text("statement", verdict.statement());
        json.maybe("next", verdict.next());
        json.objects("suspects", verdict.suspects(), suspect -> suspect(json, suspect));
    }

    private static void suspect(JsonOut json, Suspect suspect) {
        json.text("place", suspect.place().id());
        json.text("state", suspect.state().id());
        json.text("because", suspect.because());
    }

    private static void finding(JsonOut json, Finding finding) {
        json.text("id", finding.id());
        json.text("place", finding.place().id());
        json.text("severity", finding.severity().id());
        json.text("certainty", finding.certainty().id());
        json.text("statement", finding.statement());
        json.objects("evidence", finding.evidence(), evidence -> evidence(json, evidence));
        json.texts("explains", finding.explains());
    }

    private static void evidence(JsonOut json, Evidence evidence) {
        json.text("text", evidence.text());
        json.maybe("capture", evidence.capture());
        json.numbers("frames", evidence.frames());
        json.maybe("displayFilter", DisplayFilter.of(evidence));
        json.time("first", evidence.firstNanos());
        json.time("last", evidence.lastNanos());
        json.number("count", evidence.count());
    }

    private static void contradiction(JsonOut json, Contradiction contradiction) {
        json.text("from", contradiction.direction().from().toString());
        json.text("to", contradiction.direction().to().toString());
        json.text("place", contradiction.place().id());
        json.text("statement", contradiction.statement());
        json.objects("evidence", contradiction.evidence(), evidence -> evidence(json, evidence));
    }

    private static void limitation(JsonOut json, Limitation limitation) {
        json.text("id", limitation.id());
        json.text("statement", limitation.statement());
        json.text("remedy", limitation.remedy());
    }
}
