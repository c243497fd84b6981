package io.totemtap.capture;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads case.json. Unknown fields are allowed, wrong values are not; every mistake is collected, so that one run shows
 * all of them.
 */
final class CaseJson {

    private static final int LIMIT = 1 << 20;
    private static final int FORMAT = 1;
    private static final int POINTS = 1_000;
    private static final Map<String, Role> ROLES =
            Map.of("node", Role.NODE, "switch-port", Role.SWITCH_PORT, "mirror", Role.MIRROR);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path directory;
    private final Predicate<Path> isCapture;
    private final List<String> mistakes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private CaseJson(Path directory, Predicate<Path> isCapture) {
        this.directory = directory;
        this.isCapture = isCapture;
    }

    /**
     * Reads the file's vantage points.
     *
     * @throws CaptureException with every mistake, one a line
     */
    static List<VantagePoint> read(Path file, Predicate<Path> isCapture) {
        CaseJson reader = new CaseJson(file.resolveSibling(""), isCapture);
        List<VantagePoint> points = reader.points(reader.tree(file));
        if (!reader.mistakes.isEmpty()) {
            throw new CaptureException(
                    Reason.WRONG_USAGE,
                    file + " has " + reader.mistakes.size() + (reader.mistakes.size() == 1 ? " mistake" : " mistakes")
                            + ":\n  " + String.join("\n  ", reader.mistakes));
        }
        return points;
    }

    private JsonNode tree(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                mistakes.add("it is larger than " + LIMIT + " bytes");
                return JSON.createObjectNode();
            }
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
            mistakes.add(where + e.getOriginalMessage());
            return JSON.createObjectNode();
        } catch (IOException e) {
            throw new CaptureException(Reason.UNREADABLE, file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private List<VantagePoint> points(JsonNode root) {
        if (!mistakes.isEmpty()) {
            return List.of();
        }
        JsonNode format = root.path("format");
        if (!format.isInt() || format.intValue() != FORMAT) {
            mistakes.add(
                    "\"format\" must be " + FORMAT + (format.isMissingNode() ? "; it is missing" : ", not " + format));
        }
        JsonNode list = root.path("vantagePoints");
        if (!list.isArray() || list.isEmpty()) {
            mistakes.add("\"vantagePoints\" must be a list of at least one vantage point");
            return List.of();
        }
        if (list.size() > POINTS) {
            mistakes.add("\"vantagePoints\" has " + list.size() + " entries; " + POINTS + " is the limit");
            return List.of();
        }
        List<VantagePoint> points = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            points.add(point("vantagePoints[" + i + "]", list.get(i)));
        }
        return points;
    }

    private VantagePoint point(String at, JsonNode node) {
        if (!node.isObject()) {
            mistakes.add(at + " must be an object");
            return VantagePoint.named("", List.of());
        }
        String name = text(at, node, "name");
        if (name.isBlank()) {
            mistakes.add(at + ".name is missing");
        } else if (!names.add(name)) {
            mistakes.add(at + ".name \"" + name + "\" is used twice");
        }
        return new VantagePoint(
                name,
                role(at, node),
                text(at, node, "host"),
                addresses(at, node, "addresses", "an IP address", IpAddress::parse),
                addresses(at, node, "macs", "an Ethernet address", MacAddress::parse),
                promiscuous(at, node),
                text(at, node, "faces"),
                files(at, node));
    }

    private Role role(String at, JsonNode node) {
        String role = text(at, node, "role");
        if (role.isEmpty()) {
            return Role.UNKNOWN;
        }
        Role known = ROLES.getOrDefault(role, Role.UNKNOWN);
        if (known == Role.UNKNOWN) {
            mistakes.add(at + ".role must be \"node\", \"switch-port\" or \"mirror\", not \"" + role + "\"");
        }
        return known;
    }

    private Optional<Boolean> promiscuous(String at, JsonNode node) {
        JsonNode value = node.path("promiscuous");
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            mistakes.add(at + ".promiscuous must be true, false or null, not " + value);
            return Optional.empty();
        }
        return Optional.of(value.booleanValue());
    }

    /** One name, or a list of the names of a rotated set. */
    private List<Path> files(String at, JsonNode node) {
        JsonNode value = node.path("file");
        List<Path> files = new ArrayList<>();
        if (value.isTextual()) {
            file(at + ".file", value).ifPresent(files::add);
        } else if (value.isArray() && !value.isEmpty()) {
            for (int i = 0; i < value.size(); i++) {
                file(at + ".file[" + i + "]", value.get(i)).ifPresent(files::add);
            }
        } else {
            mistakes.add(at + ".file must name a capture file of the case");
        }
        return files;
    }

    private Optional<Path> file(String at, JsonNode value) {
        String name = value.textValue() == null ? "" : value.textValue();
        if (name.isBlank() || name.indexOf('\0') >= 0) {
            mistakes.add(at + " must name a capture file of the case");
            return Optional.empty();
        }
        Path home = directory.toAbsolutePath().normalize();
        Path path = home.resolve(name).normalize();
        if (!path.startsWith(home) || path.equals(home)) {
            mistakes.add(at + " \"" + name + "\" must lie in the case's directory");
        } else if (!Files.isRegularFile(path)) {
            mistakes.add(at + " \"" + name + "\" is not there");
        } else if (!isCapture.test(path)) {
            mistakes.add(at + " \"" + name + "\" is not a capture file that can be read");
        } else {
            return Optional.of(directory.resolve(home.relativize(path)));
        }
        return Optional.empty();
    }

    private <T> List<T> addresses(
            String at, JsonNode node, String field, String what, Function<String, Optional<T>> parse) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            mistakes.add(at + "." + field + " must be a list");
            return List.of();
        }
        List<T> addresses = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode entry = value.get(i);
            Optional<T> address = entry.isTextual() ? parse.apply(entry.textValue()) : Optional.empty();
            if (address.isEmpty()) {
                mistakes.add(at + "." + field + "[" + i + "] is not " + what + ": " + entry);
            }
            address.ifPresent(addresses::add);
        }
        return addresses;
    }

    private String text(String at, JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            mistakes.add(at + "." + field + " must be text, not " + value);
            return "";
        }
        return value.textValue();
    }
}
