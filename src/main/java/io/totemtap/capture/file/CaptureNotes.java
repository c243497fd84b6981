package io.totemtap.capture.file;

import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers a capture's comments and names, within the limits that {@link io.totemtap.capture.CaptureStatistics} states. */
final class CaptureNotes {

    /** How many comments are kept, remarks included; the last one says if there are more. */
    static final int MAX_COMMENTS = 100;

    /** How many names are kept; a remark says if there are more. */
    static final int MAX_NAMES = 10_000;

    /** How many characters of one comment or name are kept. */
    static final int MAX_TEXT = 1000;

    private final List<String> remarks = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private final Map<IpAddress, String> names = new HashMap<>();
    private boolean commentsLeftOut;
    private boolean namesLeftOut;

    /** Keeps what the reader itself has to say: a handful of sentences, which stand before the capture's own comments. */
    void remark(String text) {
        remarks.add(text);
    }

    /** Keeps a comment; an empty one says nothing and is not kept. */
    void comment(String text) {
        if (text.isEmpty()) {
            return;
        }
        if (comments.size() < MAX_COMMENTS) {
            comments.add(shortened(text));
        } else {
            commentsLeftOut = true;
        }
    }

    /** Keeps a name for an address; the first one given holds. */
    void name(IpAddress address, String name) {
        if (name.isEmpty() || names.containsKey(address)) {
            return;
        }
        if (names.size() < MAX_NAMES) {
            names.put(address, shortened(name));
        } else if (!namesLeftOut) {
            namesLeftOut = true;
            remark("more than " + MAX_NAMES + " names for addresses, the others are left out");
        }
    }

    /** Remarks and comments, {@link #MAX_COMMENTS} at most. */
    List<String> comments() {
        List<String> all = new ArrayList<>(remarks);
        all.addAll(comments);
        if (all.size() <= MAX_COMMENTS && !commentsLeftOut) {
            return all;
        }
        List<String> kept = new ArrayList<>(all.subList(0, MAX_COMMENTS - 1));
        kept.add("further comments are left out");
        return kept;
    }

    /** The name of each address that has one. */
    Map<IpAddress, String> names() {
        return names;
    }

    private static String shortened(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
        return text.substring(0, end) + "…";
    }
}
