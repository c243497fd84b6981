package io.totemtap.report;

import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Suspect;
import io.totemtap.diagnose.Verdict;
import io.totemtap.net.EpochNanos;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** The answer in the text format of Prometheus, for the textfile collector of its node exporter. All values are gauges: a file is one moment. */
public final class PrometheusMetrics implements Report {

    private static final int MOST_PATHS = 1_000;

    private final UnaryOperator<String> redaction;

    /** Metrics with names and addresses as they are. */
    public PrometheusMetrics() {
        this(UnaryOperator.identity());
    }

    /** Metrics whose label values have passed through {@code redaction}. */
    public PrometheusMetrics(UnaryOperator<String> redaction) {
        this.redaction = redaction;
    }

    @Override
    public void write(Diagnosis diagnosis, OutputStream out) {
        try {
            out.write(text(diagnosis).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole text. */
    public String text(Diagnosis diagnosis) {
        Metrics metrics = new Metrics(redaction);
        verdict(metrics, diagnosis.verdict());
        paths(metrics, diagnosis);
        findings(metrics, diagnosis);
        captures(metrics, diagnosis);
        return metrics.toString();
    }

    private static void verdict(Metrics metrics, Verdict verdict) {
        metrics.family("totemtap_status", "What the answer is: 1 for the status that holds.");
        for (Verdict.Status status : Verdict.Status.values()) {
            metrics.value("totemtap_status", verdict.status() == status ? 1 : 0, "status", status.id());
        }
        metrics.family(
                "totemtap_verdict", "The place of the verdict: 1 for the one that is named, with how sure that is.");
        for (Place place : Place.values()) {
            boolean named = verdict.place() == place;
            metrics.value(
                    "totemtap_verdict",
                    named ? 1 : 0,
                    "place",
                    place.id(),
                    "certainty",
                    named ? verdict.certainty().id() : "");
        }
        metrics.family("totemtap_suspect_standing", "Places that the evidence does not exclude: 1 where it stands.");
        for (Suspect suspect : verdict.suspects()) {
            metrics.value(
                    "totemtap_suspect_standing",
                    suspect.state() == Suspect.State.CLEARED ? 0 : 1,
                    "place",
                    suspect.place().id());
        }
    }

    private static void paths(Metrics metrics, Diagnosis diagnosis) {
        paths(metrics, diagnosis, "totemtap_path_sent_messages", "Multicast messages sent.", Segment::sent);
        paths(metrics, diagnosis, "totemtap_path_lost_messages", "Multicast messages lost on the way.", Segment::lost);
        metrics.family("totemtap_path_loss_ratio", "Share of multicast messages lost, 0 to 1.");
        diagnosis.facts().picture().paths().stream().limit(MOST_PATHS).forEach(path -> path.endToEnd()
                .filter(whole -> whole.sent() > 0)
                .ifPresent(whole -> metrics.value(
                        "totemtap_path_loss_ratio", (double) whole.lost() / whole.sent(), labels(diagnosis, path))));
    }

    private static void paths(
            Metrics metrics, Diagnosis diagnosis, String name, String help, ToLongFunction<Segment> value) {
        metrics.family(name, help);
        for (Delivery path :
                diagnosis.facts().picture().paths().stream().limit(MOST_PATHS).toList()) {
            path.endToEnd()
                    .ifPresent(
                            whole -> metrics.value(name, (double) value.applyAsLong(whole), labels(diagnosis, path)));
        }
    }

    private static String[] labels(Diagnosis diagnosis, Delivery path) {
        return new String[] {
            "group",
            path.group().toString(),
            "from",
            diagnosis.facts().name(path.from()),
            "to",
            diagnosis.facts().name(path.to())
        };
    }

    private static void findings(Metrics metrics, Diagnosis diagnosis) {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (Finding finding : diagnosis.findings()) {
            counts.computeIfAbsent(finding.id(), none -> new TreeMap<>())
                    .merge(finding.severity().id(), 1L, Long::sum);
        }
        metrics.family("totemtap_findings", "How many findings there are.");
        counts.forEach((id, severities) -> severities.forEach((severity, count) ->
                metrics.value("totemtap_findings", (double) count, "id", id, "severity", severity)));
        metrics.family("totemtap_hosts", "Hosts that take part.");
        metrics.value("totemtap_hosts", diagnosis.facts().picture().hosts().size());
    }

    private static void captures(Metrics metrics, Diagnosis diagnosis) {
        metrics.family("totemtap_capture_packets", "Packets in a capture.");
        metrics.family("totemtap_capture_dropped_packets", "Packets the capture knows it dropped.");
        metrics.family("totemtap_capture_last_timestamp_seconds", "Time of a capture's last packet.");
        for (Vantage capture : diagnosis.facts().picture().captures()) {
            metrics.value(
                    "totemtap_capture_packets", (double) capture.observation().frames(), "capture", capture.name());
            metrics.value(
                    "totemtap_capture_dropped_packets", (double) capture.droppedByCapture(), "capture", capture.name());
            if (capture.observation().lastNanos() != EpochNanos.NEVER) {
                metrics.value(
                        "totemtap_capture_last_timestamp_seconds",
                        EpochNanos.seconds(capture.observation().lastNanos()),
                        "capture",
                        capture.name());
            }
        }
    }

    /** Families in the order they were begun, samples of a family together, as the format demands. */
    private static final class Metrics {

        private final UnaryOperator<String> redaction;
        private final Map<String, StringBuilder> families = new java.util.LinkedHashMap<>();

        Metrics(UnaryOperator<String> redaction) {
            this.redaction = redaction;
        }

        void family(String name, String help) {
            families.put(
                    name,
                    new StringBuilder("# HELP ")
                            .append(name)
                            .append(' ')
                            .append(help)
                            .append("\n# TYPE ")
                            .append(name)
                            .append(" gauge\n"));
        }

        /** Whether a label's values come from the site; the others are the program's own words. */
        private static boolean ofTheSite(String label) {
            return label.equals("group") || label.equals("from") || label.equals("to") || label.equals("capture");
        }

        void value(String name, double value, String... labels) {
            StringBuilder out = families.computeIfAbsent(name, none -> new StringBuilder());
            out.append(name);
            for (int i = 0; i + 1 < labels.length; i += 2) {
                out.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
                out.append(escaped(ofTheSite(labels[i]) ? redaction.apply(labels[i + 1]) : labels[i + 1]))
                        .append('"');
            }
            out.append(labels.length > 0 ? "} " : " ");
            out.append(
                    value == Math.rint(value) && Math.abs(value) < 1e15
                            ? Long.toString((long) value)
                            : String.format(Locale.ROOT, "%.6f", value));
            out.append('\n');
        }

        @Override
        public String toString() {
            return String.join("", families.values());
        }
    }

    /** A label value: backslash, quote and line feed as the format escapes them, other control characters as spaces. */
    static String escaped(String value) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> safe.append("\\\\");
                case '"' -> safe.append("\\\"");
                case '\n' -> safe.append("\\n");
                default -> safe.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return safe.toString();
    }
}
