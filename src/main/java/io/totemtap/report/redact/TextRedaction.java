package io.totemtap.report.redact;

import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.Ipv6Address;
import io.totemtap.net.MacAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds addresses and names in running text and puts pseudonyms in their place. */
final class TextRedaction {

    private static final Pattern MAC =
            Pattern.compile("(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\\1){4}[0-9A-Fa-f]{2}"
                    + "|[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4})(?![0-9A-Za-z:])");
    private static final Pattern IPV4 =
            Pattern.compile("(?<![0-9A-Za-z.])((?:[0-9]{1,3}\\.){3}[0-9]{1,3})(?:/([0-9]{1,2}))?(?![0-9A-Za-z])");
    private static final Pattern IPV6 =
            Pattern.compile("(?<![0-9A-Za-z:.])([0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)(?:/([0-9]{1,3}))?(?![0-9A-Za-z])");
    private static final Pattern NUMBER = Pattern.compile("(?<![0-9A-Za-z])[0-9]{7,10}(?![0-9A-Za-z])");
    private static final Pattern CLUSTER_ID =
            Pattern.compile("(cluster id )(?:0x)?[0-9A-Fa-f]{1,5}(?![0-9A-Za-z])", Pattern.CASE_INSENSITIVE);

    private final AddressPseudonyms addresses;
    private final NamePseudonyms names;
    private final Map<Long, Long> numbers;

    TextRedaction(AddressPseudonyms addresses, NamePseudonyms names, Map<Long, Long> numbers) {
        this.addresses = addresses;
        this.names = names;
        this.numbers = numbers;
    }

    String apply(String text) {
        return names.replace(text, this::addresses);
    }

    long number(long nodeId) {
        return numbers.getOrDefault(nodeId, nodeId);
    }

    /** Each pattern works on what the ones before left alone: a pseudonym is never looked at again. */
    private String addresses(String text) {
        return split(
                text,
                MAC,
                this::mac,
                macless -> split(
                        macless,
                        IPV6,
                        this::ipv6,
                        sixless -> split(
                                sixless,
                                IPV4,
                                this::ipv4,
                                fourless -> split(fourless, NUMBER, this::number, rest -> CLUSTER_ID
                                        .matcher(rest)
                                        .replaceAll("$1(redacted)")))));
    }

    private static String split(
            String text, Pattern pattern, Function<MatchResult, String> match, Function<String, String> rest) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder result = new StringBuilder();
        int done = 0;
        while (matcher.find()) {
            String replaced = match.apply(matcher);
            if (!replaced.equals(matcher.group())) {
                result.append(rest.apply(text.substring(done, matcher.start()))).append(replaced);
                done = matcher.end();
            }
        }
        return result.append(rest.apply(text.substring(done))).toString();
    }

    private String mac(MatchResult found) {
        String digits = found.group().replaceAll("[:.-]", "");
        String mapped = String.format(
                "%012x",
                addresses.of(new MacAddress(Long.parseLong(digits, 16))).bits());
        String separator = found.group().replaceAll("[0-9A-Fa-f]", "").substring(0, 1);
        int step = separator.equals(".") ? 4 : 2;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < mapped.length(); i += step) {
            text.append(i == 0 ? "" : separator).append(mapped, i, i + step);
        }
        return text.toString();
    }

    private String ipv4(MatchResult found) {
        return Ipv4Address.parse(found.group(1))
                .map(address -> (Ipv4Address) addresses.of(address))
                .map(address -> {
                    if (found.group(2) == null) {
                        return address.toString();
                    }
                    int length = Integer.parseInt(found.group(2));
                    int mask = length == 0 ? 0 : length >= 32 ? -1 : -1 << (32 - length);
                    return new Ipv4Address(address.bits() & mask) + "/" + length;
                })
                .orElse(found.group());
    }

    private String ipv6(MatchResult found) {
        String text = found.group(1);
        String end = "";
        while (!text.isEmpty()
                && Ipv6Address.parse(text).isEmpty()
                && ":.".indexOf(text.charAt(text.length() - 1)) >= 0) {
            end = text.charAt(text.length() - 1) + end;
            text = text.substring(0, text.length() - 1);
        }
        String behind = end;
        return Ipv6Address.parse(text)
                .map(address -> addresses.of(address) + behind + (found.group(2) == null ? "" : "/" + found.group(2)))
                .orElse(found.group());
    }

    private String number(MatchResult found) {
        return Long.toString(number(Long.parseLong(found.group())));
    }

    /** Originals that are still in a text. A pseudonym that happens to look like another original is none. */
    Set<String> left(String text, Originals originals) {
        Set<String> left = new TreeSet<>(names.left(text));
        String lower = text.toLowerCase(Locale.ROOT);
        for (IpAddress address : originals.addresses()) {
            if (!originals.isPseudonym(address, addresses) && isIn(lower, address.toString())) {
                left.add(address.toString());
            }
        }
        for (MacAddress mac : originals.macs()) {
            if (!originals.isPseudonym(mac, addresses) && isIn(lower, mac.toString())) {
                left.add(mac.toString());
            }
        }
        return left;
    }

    private static boolean isIn(String text, String original) {
        for (int at = text.indexOf(original); at >= 0; at = text.indexOf(original, at + 1)) {
            int end = at + original.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (begins && ends && !(at > 1 && text.charAt(at - 1) == '.' && Character.isDigit(text.charAt(at - 2)))) {
                return true;
            }
        }
        return false;
    }
}
