package io.totemtap.capture.config;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.net.IpAddress;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads cluster.conf. A document type declaration is refused: cluster.conf has none, and entities are a way to make a
 * reader open other files.
 */
final class ClusterConfReader {

    private static final int DEPTH = 64;
    private static final int ELEMENTS = 200_000;
    private static final int NODES = 1_024;
    private static final int GROUPS = 2;

    private final String origin;
    private final List<ConfigurationProblem> problems = new ArrayList<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final List<ClusterConf.Group> groups = new ArrayList<>();
    private final List<NodeDraft> nodes = new ArrayList<>();
    private final Map<String, String> cman = new LinkedHashMap<>();
    private final Map<String, String> totem = new LinkedHashMap<>();
    private final Map<String, String> fencing = new LinkedHashMap<>();
    private final Map<String, String> cluster = new LinkedHashMap<>();
    private int elements;

    private ClusterConfReader(String origin) {
        this.origin = origin;
    }

    /** A node while its element is open. */
    private record NodeDraft(Map<String, String> attributes, int line, List<String> addresses) {}

    static ClusterConf read(byte[] bytes, String origin) {
        ClusterConfReader reader = new ClusterConfReader(origin);
        try {
            reader.read(factory().createXMLStreamReader(new StringReader(decoded(bytes))));
        } catch (XMLStreamException e) {
            String where =
                    e.getLocation() == null ? "" : " line " + e.getLocation().getLineNumber();
            throw new CaptureException(
                    Reason.UNREADABLE,
                    origin + where + " is not well-formed XML: " + firstLine(String.valueOf(e.getMessage())),
                    e);
        }
        return reader.close();
    }

    /** The text of the file. Given bytes, the parser of the JDK prints what it thinks of malformed ones to standard error. */
    private static String decoded(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new CaptureException(
                            Reason.UNREADABLE,
                            origin + " line " + xml.getLocation().getLineNumber()
                                    + " declares or uses an entity; cluster.conf has none, so it is not read.");
                case XMLStreamConstants.START_ELEMENT -> open(xml);
                case XMLStreamConstants.END_ELEMENT -> path.removeLast();
                default -> {
                    // text and comments say nothing
                }
            }
        }
    }

    private void open(XMLStreamReader xml) {
        String element = xml.getLocalName();
        int line = xml.getLocation().getLineNumber();
        elements++;
        if (path.size() >= DEPTH || elements > ELEMENTS) {
            throw new CaptureException(
                    Reason.UNREADABLE,
                    origin + " line " + line + ": nested too deeply or too long for a cluster.conf.");
        }
        if (path.isEmpty() && !element.equals("cluster")) {
            throw new CaptureException(
                    Reason.UNREADABLE, origin + " is not a cluster.conf: it starts with <" + element + ">.");
        }
        path.addLast(element);
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        element(String.join("/", path), attributes, line);
    }

    private void element(String where, Map<String, String> attributes, int line) {
        switch (where) {
            case "cluster" -> cluster.putAll(attributes);
            case "cluster/cman" -> cman.putAll(attributes);
            case "cluster/totem" -> totem.putAll(attributes);
            case "cluster/fence_daemon" -> fencing.putAll(attributes);
            case "cluster/cman/multicast", "cluster/cman/altmulticast" -> group(attributes, line);
            case "cluster/clusternodes/clusternode" -> node(attributes, line);
            case "cluster/clusternodes/clusternode/altname" ->
                nodes.get(nodes.size() - 1).addresses().add(attributes.getOrDefault("name", ""));
            default -> {
                // resources, fence devices and the like do not concern the network
            }
        }
    }

    private void group(Map<String, String> attributes, int line) {
        String text = attributes.getOrDefault("addr", "");
        Optional<IpAddress> address = IpAddress.parse(text);
        if (address.isEmpty() || !address.get().isMulticast()) {
            problems.add(new ConfigurationProblem(line, "multicast addr \"" + text + "\" is not a group address"));
        } else if (groups.size() < GROUPS) {
            OptionalInt port = Numbers.between(attributes.getOrDefault("port", ""), 1, 65535);
            int ttl =
                    Numbers.between(attributes.getOrDefault("ttl", ""), 0, 255).orElse(1);
            groups.add(new ClusterConf.Group(address.get(), port, ttl));
        }
    }

    private void node(Map<String, String> attributes, int line) {
        if (nodes.size() >= NODES) {
            throw new CaptureException(Reason.UNREADABLE, origin + " lists more than " + NODES + " nodes.");
        }
        String name = attributes.getOrDefault("name", "");
        if (name.isEmpty()) {
            problems.add(new ConfigurationProblem(line, "a clusternode without a name"));
        }
        nodes.add(new NodeDraft(attributes, line, new ArrayList<>(List.of(name))));
    }

    private ClusterConf close() {
        String name = cluster.getOrDefault("name", "");
        if (name.isEmpty()) {
            problems.add(new ConfigurationProblem(0, "the cluster has no name"));
        }
        return new ClusterConf(
                name,
                number(cluster, "config_version", 0, Integer.MAX_VALUE),
                new ClusterConf.Cman(
                        isYes(cman.getOrDefault("two_node", "")),
                        number(cman, "expected_votes", 0, Integer.MAX_VALUE),
                        number(cman, "cluster_id", 0, 65535),
                        number(cman, "port", 1, 65535),
                        transport(),
                        cman.getOrDefault("keyfile", "")),
                groups,
                nodes.stream().map(this::node).toList(),
                new ClusterConf.FenceDelays(
                        number(fencing, "post_join_delay", -1, Integer.MAX_VALUE),
                        number(fencing, "post_fail_delay", -1, Integer.MAX_VALUE)),
                totem,
                problems);
    }

    private ConfiguredNode node(NodeDraft draft) {
        String id = draft.attributes().getOrDefault("nodeid", "");
        OptionalLong number = Numbers.whole(id);
        if (number.isEmpty() && !id.isEmpty()) {
            problems.add(new ConfigurationProblem(draft.line(), "nodeid \"" + id + "\" is not a number"));
        }
        int votes = Numbers.between(draft.attributes().getOrDefault("votes", ""), 0, Integer.MAX_VALUE)
                .orElse(1);
        return new ConfiguredNode(draft.addresses().get(0), number, votes, draft.addresses());
    }

    private Transport transport() {
        if (isYes(cman.getOrDefault("broadcast", ""))) {
            return Transport.UDP_BROADCAST;
        }
        return switch (cman.getOrDefault("transport", "")) {
            case "", "udp" -> Transport.UDP_MULTICAST;
            case "udpb" -> Transport.UDP_BROADCAST;
            case "udpu" -> Transport.UDPU;
            case "rdma" -> Transport.INFINIBAND;
            default -> Transport.UNKNOWN;
        };
    }

    private OptionalInt number(Map<String, String> attributes, String name, int least, int most) {
        String text = attributes.getOrDefault(name, "");
        OptionalInt value = Numbers.between(text, least, most);
        if (value.isEmpty() && !text.isEmpty()) {
            problems.add(new ConfigurationProblem(0, name + "=\"" + text + "\" is not a number that makes sense"));
        }
        return value;
    }

    private static boolean isYes(String text) {
        return text.equals("1") || text.equals("yes");
    }

    private static String firstLine(String message) {
        String text = message.replace('\r', '\n');
        int at = text.indexOf("Message: ");
        String useful = at < 0 ? text : text.substring(at + "Message: ".length());
        int end = useful.indexOf('\n');
        return end < 0 ? useful : useful.substring(0, end);
    }
}
