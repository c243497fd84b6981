package io.totemtap.report.redact;

import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.Ipv6Address;
import io.totemtap.net.MacAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds addresses and names in running text and puts pseudonyms in their place. */
final class TextRedaction {

    private static final int LONGEST_IPV6 = 45;

    private static final Pattern MAC =
            Pattern.compile("(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\\1){4}[0-9A-Fa-f]{2}"
                    + "|[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4})(?![0-9A-Fa-f])");
    private static final Pattern IPV4 =
            Pattern.compile("(?<![0-9])((?:[0-9]{1,3}\\.){3}[0-9]{1,3})(?:/([0-9]{1,2}))?(?![0-9])");

    /** Anything that may contain an IPv6 address. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** The last number of an IPv4 address comes next, which no IPv6 address begins with: {@code 10.9.8.7:fd00::9}. */
    private static final Pattern ENDS_IPV4 = Pattern.compile("(?<![0-9])(?:[0-9]{1,3}\\.){3}$");

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
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

    /** Colours of a terminal are no part of words: what stands between them is redacted by itself. */
    String apply(String text) {
        StringBuilder result = new StringBuilder();
        Matcher colour = COLOUR.matcher(text);
        int done = 0;
        while (colour.find()) {
            result.append(names.replace(text.substring(done, colour.start()), this::addresses));
            result.append(colour.group());
            done = colour.end();
        }
        return result.append(names.replace(text.substring(done), this::addresses))
                .toString();
    }

    long number(long nodeId) {
        return numbers.getOrDefault(nodeId, nodeId);
    }

    /** Each pattern works on what the ones before left alone: a pseudonym is never looked at again. */
    private String addresses(String text) {
        return split(
                text,
                IPV6,
                this::ipv6,
                sixless -> split(
                        sixless,
                        MAC,
                        whole(this::mac),
                        macless -> split(
                                macless,
                                IPV4,
                                whole(this::ipv4),
                                fourless -> split(fourless, NUMBER, whole(this::number), rest -> CLUSTER_ID
                                        .matcher(rest)
                                        .replaceAll("$1(redacted)")))));
    }

    /** What stands in place of a stretch of the text. */
    private record Replaced(int start, int end, String text) {}

    private static Function<MatchResult, Optional<Replaced>> whole(Function<MatchResult, String> replacement) {
        return found -> Optional.of(new Replaced(found.start(), found.end(), replacement.apply(found)))
                .filter(one -> !one.text().equals(found.group()));
    }

    private static String split(
            String text,
            Pattern pattern,
            Function<MatchResult, Optional<Replaced>> match,
            Function<String, String> rest) {
        Matcher matcher = pattern.matcher(text).useTransparentBounds(true);
        StringBuilder result = new StringBuilder();
        int done = 0;
        while (matcher.find()) {
            Optional<Replaced> replaced = match.apply(matcher);
            if (replaced.isPresent() && replaced.get().start() >= done) {
                result.append(rest.apply(text.substring(done, replaced.get().start())));
                result.append(replaced.get().text());
                done = replaced.get().end();
                matcher.region(done, text.length());
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

    /** The first and longest address in a run of hexadecimal digits, colons and dots; colons before and behind belong to the sentence. */
    private Optional<Replaced> ipv6(MatchResult found) {
        String run = found.group();
        for (int start = 0; start < run.length(); start++) {
            if (start > 0
                    && (isInsideWord(run, start)
                            || ENDS_IPV4.matcher(run.substring(0, start)).find())) {
                continue;
            }
            for (int end = Math.min(run.length(), start + LONGEST_IPV6); end > start + 2; end--) {
                Optional<Ipv6Address> address = Ipv6Address.parse(run.substring(start, end));
                if (address.isPresent()) {
                    return Optional.of(new Replaced(
                            found.start() + start,
                            found.start() + end,
                            addresses.of(address.get()).toString()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isInsideWord(String run, int at) {
        return run.charAt(at - 1) != ':' && run.charAt(at - 1) != '.';
    }

    private String number(MatchResult found) {
        return Long.toString(number(Long.parseLong(found.group())));
    }

    /** Originals that are still in a text. A pseudonym that happens to look like another original is none. */
    Set<String> left(String output, Originals originals) {
        String text = COLOUR.matcher(output).replaceAll("\u0000");
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
        String digits = original.indexOf(':') >= 0 ? "0123456789abcdef" : "0123456789";
        for (int at = text.indexOf(original); at >= 0; at = text.indexOf(original, at + 1)) {
            int end = at + original.length();
            boolean begins = at == 0 || digits.indexOf(text.charAt(at - 1)) < 0;
            boolean ends = end == text.length() || digits.indexOf(text.charAt(end)) < 0;
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }
}
