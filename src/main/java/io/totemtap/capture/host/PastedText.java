package io.totemtap.capture.host;

import io.totemtap.net.EpochNanos;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the listings in a text that is no transcript, such as a mail: recognised by their shape alone, so quotation
 * marks at the start of lines, lost indentation and the prose around do no harm. A shell prompt before a listing tells
 * its host.
 */
final class PastedText {

    /** "[root@db-1 ~]# ip maddress show", "root@db-1:~# ", "admin@db-1 $ ". */
    private static final Pattern PROMPT =
            Pattern.compile("^\\s*\\[?[\\w.-]{1,64}@([\\w.-]{1,255})[ :][^#$\\]]{0,200}\\]?\\s?[#$](?: .*)?$");

    /** "db-1:~ # ip maddr". */
    private static final Pattern SHORT_PROMPT = Pattern.compile("^\\s*([\\w.-]{1,255}):[~/]\\S{0,100} ?[#$>](?: .*)?$");

    private static final Pattern QUOTATION = Pattern.compile("^(?:\\s?[>|]){1,10} ?");
    private static final int LISTINGS = 1_000;
    private static final int PROMPT_LINE = 1_000;

    private final List<Listing> listings = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final StringBuilder body = new StringBuilder();
    private ListingShape shape = ListingShape.NONE;
    private String prompt = "";
    private boolean hasContent;

    private PastedText() {}

    /** One listing, before it is known which belong together. */
    private record Listing(String prompt, Section section) {}

    /** What a text holds; a text without any listing is one section of no command. */
    static List<Transcript> transcripts(String text, boolean cut) {
        PastedText pasted = new PastedText();
        text.lines().forEach(pasted::line);
        pasted.close(cut);
        if (pasted.listings.isEmpty()) {
            List<Section> sections = text.isBlank() ? List.of() : List.of(new Section("", text, cut));
            return List.of(new Transcript(EpochNanos.NEVER, "", "", sections));
        }
        return pasted.grouped();
    }

    private void line(String raw) {
        if (raw.length() > Lines.LENGTH) {
            close(true);
            return;
        }
        String line = QUOTATION
                .matcher(raw.replace("\u00c2\u00a0", " ").replace('\u00a0', ' '))
                .replaceFirst("");
        if (line.isBlank()) {
            return;
        }
        if (shape != ListingShape.NONE && shape.continues(line) && !startsAnother(line)) {
            add(line);
            return;
        }
        close(false);
        String host = promptOf(line);
        if (!host.isEmpty()) {
            prompt = host;
            return;
        }
        shape = ListingShape.startingWith(line);
        if (shape != ListingShape.NONE) {
            add(line);
        }
    }

    private static String promptOf(String line) {
        if (line.length() > PROMPT_LINE) {
            return "";
        }
        for (Pattern pattern : List.of(PROMPT, SHORT_PROMPT)) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                return String.valueOf(matcher.group(1));
            }
        }
        return "";
    }

    private void add(String line) {
        String name = shape.heading(line);
        if (!name.isEmpty()) {
            seen.add(name);
        }
        hasContent |= shape.isContent(line);
        body.append(line).append('\n');
    }

    /** An interface that was there already: somebody pasted the listing of another host, or a second one. */
    private boolean startsAnother(String line) {
        String name = shape.heading(line);
        return !name.isEmpty() && seen.contains(name);
    }

    private void close(boolean isCut) {
        if (shape != ListingShape.NONE && hasContent && listings.size() < LISTINGS) {
            listings.add(new Listing(prompt, new Section(shape.command(), body.toString(), isCut)));
        }
        shape = ListingShape.NONE;
        hasContent = false;
        seen.clear();
        body.setLength(0);
    }

    /** Listings of one prompt belong together until one of them comes again. */
    private List<Transcript> grouped() {
        List<Transcript> transcripts = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        String host = listings.get(0).prompt();
        for (Listing listing : listings) {
            String command = listing.section().command();
            boolean again =
                    sections.stream().anyMatch(section -> section.command().equals(command));
            if (again || !listing.prompt().equals(host)) {
                transcripts.add(new Transcript(EpochNanos.NEVER, "", host, sections));
                sections = new ArrayList<>();
                host = listing.prompt();
            }
            sections.add(listing.section());
        }
        transcripts.add(new Transcript(EpochNanos.NEVER, "", host, sections));
        return transcripts;
    }
}
