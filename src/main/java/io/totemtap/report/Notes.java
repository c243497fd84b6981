package io.totemtap.report;

import io.totemtap.capture.Attachment;
import io.totemtap.diagnose.CaseNotes;
import io.totemtap.diagnose.Words;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What lay beside the captures, as reports show it. */
public final class Notes {

    private static final int MOST_NOTICES = 100;

    private Notes() {}

    /** The text of an attachment: UTF-8 where it is that, else one character a byte. */
    public static String text(Attachment attachment) {
        byte[] bytes = attachment.text().getBytes(StandardCharsets.ISO_8859_1);
        int length = bytes.length;
        for (int back = 0; attachment.cut() && back < 3 && length > 0 && (bytes[length - 1] & 0x80) != 0; back++) {
            length--; // a character may have been cut in the middle
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return attachment.text();
        }
    }

    /** What was not used, a hundred sentences at most and how many more there are. */
    public static List<String> notices(CaseNotes notes) {
        List<String> all = notes.notices();
        if (all.size() <= MOST_NOTICES) {
            return all;
        }
        List<String> first = new ArrayList<>(all.subList(0, MOST_NOTICES - 1));
        first.add("and " + Words.count(all.size() - first.size()) + " more");
        return first;
    }
}
