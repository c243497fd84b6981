package io.totemtap.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.totemtap.net.EpochNanos;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Writes JSON with the conventions of the report: unknown is null, times are text twice, lists are always there. */
final class JsonOut implements AutoCloseable {

    /** Apart, because most reports have no tree, and making a mapper takes longer than writing them. */
    private static final class Trees {
        static final ObjectMapper MAPPER = new ObjectMapper().disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
    }

    private final JsonGenerator json;

    JsonOut(OutputStream out) {
        try {
            json = new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
            printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
            printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
            json.setPrettyPrinter(printer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    private static void write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one object of the document. */
    void document(Runnable body) {
        write(json::writeStartObject);
        body.run();
        write(json::writeEndObject);
        write(() -> json.writeRaw('\n'));
    }

    void object(String name, Runnable body) {
        write(() -> json.writeObjectFieldStart(name));
        body.run();
        write(json::writeEndObject);
    }

    /** A list of objects. */
    <T> void objects(String name, Collection<T> items, Consumer<T> body) {
        write(() -> json.writeArrayFieldStart(name));
        for (T item : items) {
            write(json::writeStartObject);
            body.accept(item);
            write(json::writeEndObject);
        }
        write(json::writeEndArray);
    }

    /** A value that was made before. */
    void node(String name, JsonNode value) {
        write(() -> {
            json.writeFieldName(name);
            Trees.MAPPER.writeTree(json, value);
        });
    }

    /** A list of texts. */
    void texts(String name, Collection<?> items) {
        write(() -> json.writeArrayFieldStart(name));
        for (Object item : items) {
            write(() -> json.writeString(item.toString()));
        }
        write(json::writeEndArray);
    }

    /** A list of numbers. */
    void numbers(String name, Collection<Long> items) {
        write(() -> json.writeArrayFieldStart(name));
        for (long item : items) {
            write(() -> json.writeNumber(item));
        }
        write(json::writeEndArray);
    }

    /** A list of numbers on one line: counts slot by slot. */
    void row(String name, long[] items) {
        StringBuilder row = new StringBuilder("[");
        for (int i = 0; i < items.length; i++) {
            row.append(i == 0 ? "" : ",").append(items[i]);
        }
        write(() -> {
            json.writeFieldName(name);
            json.writeRawValue(row.append(']').toString());
        });
    }

    void text(String name, String value) {
        write(() -> json.writeStringField(name, value));
    }

    /** Text that may be unknown: empty becomes null. */
    void maybe(String name, String value) {
        if (value.isEmpty()) {
            unknown(name);
        } else {
            text(name, value);
        }
    }

    void maybe(String name, Optional<?> value) {
        maybe(name, value.map(Object::toString).orElse(""));
    }

    void number(String name, long value) {
        write(() -> json.writeNumberField(name, value));
    }

    void number(String name, double value) {
        write(() -> json.writeNumberField(name, Math.round(value * 1e4) / 1e4));
    }

    void maybe(String name, OptionalLong value) {
        if (value.isPresent()) {
            number(name, value.getAsLong());
        } else {
            unknown(name);
        }
    }

    void maybeFlag(String name, Optional<Boolean> value) {
        if (value.isPresent()) {
            flag(name, value.get());
        } else {
            unknown(name);
        }
    }

    void flag(String name, boolean value) {
        write(() -> json.writeBooleanField(name, value));
    }

    void unknown(String name) {
        write(() -> json.writeNullField(name));
    }

    /** A moment, as ISO text and as nanoseconds in text, which a JavaScript number could not hold. */
    void time(String name, long nanos) {
        if (nanos == EpochNanos.NEVER) {
            unknown(name);
            unknown(name + "Nanos");
        } else {
            text(name, EpochNanos.toIso(nanos));
            text(name + "Nanos", Long.toString(nanos));
        }
    }

    @Override
    public void close() {
        write(json::close);
    }
}
