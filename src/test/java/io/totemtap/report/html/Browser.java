package io.totemtap.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A headless Chromium, spoken to by its own debugging protocol, so that a test can zoom, hover and listen for errors. */
final class Browser {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 60;

    /** What the page complained about: exceptions, console errors, refused loads. */
    final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Every address the page asked for. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final Process process;
    private final WebSocket socket;
    private final LinkedBlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
    private String session = "";
    private int number;

    /** Where Chromium is, if it is anywhere. */
    static Optional<Path> program() {
        for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
            Path file = Path.of("/usr/bin", name);
            if (Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    Browser(Path profile) throws Exception {
        process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("browser.log").toFile())
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        for (int i = 0; i < PATIENCE_SECONDS * 10 && !isComplete(port); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        List<String> lines = Files.readAllLines(port);
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)), new Listener())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static boolean isComplete(Path port) throws IOException {
        return Files.exists(port) && Files.readAllLines(port).size() == 2;
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    take(MAPPER.readTree(text.toString()));
                } catch (IOException e) {
                    complaints.add(e.toString());
                }
                text.setLength(0);
            }
            from.request(1);
            return java.util.concurrent.CompletableFuture.completedStage(null);
        }
    }

    private void take(JsonNode message) {
        if (message.has("id")) {
            answers.add(message);
            return;
        }
        JsonNode what = message.path("params");
        String method = message.path("method").asText();
        switch (method) {
            case "Runtime.exceptionThrown" ->
                complaints.add(what.path("exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> complaints.add(what.path("args").toString());
            case "Log.entryAdded" -> complaints.add(what.path("entry").toString());
            case "Network.requestWillBeSent" ->
                requests.add(what.path("request").path("url").asText());
            case "Page.loadEventFired" -> events.add(method);
            default -> {
                // of no interest here
            }
        }
    }

    private JsonNode call(String method, ObjectNode parameters) throws Exception {
        ObjectNode message = MAPPER.createObjectNode();
        message.put("id", ++number);
        message.put("method", method);
        message.set("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(message.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (true) {
            JsonNode answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new IllegalStateException("no answer to " + method);
            }
            if (answer.path("id").asInt() == number) {
                if (answer.has("error")) {
                    throw new IllegalStateException(method + ": " + answer.path("error"));
                }
                return answer.path("result");
            }
        }
    }

    private static ObjectNode with() {
        return MAPPER.createObjectNode();
    }

    /** Opens a page of this many pixels width. */
    void open(Path page, int width, boolean dark) throws Exception {
        if (session.isEmpty()) {
            String target = call("Target.createTarget", with().put("url", "about:blank"))
                    .path("targetId")
                    .asText();
            session = call(
                            "Target.attachToTarget",
                            with().put("targetId", target).put("flatten", true))
                    .path("sessionId")
                    .asText();
            for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
                call(domain + ".enable", with());
            }
        }
        complaints.clear();
        requests.clear();
        events.clear();
        call(
                "Emulation.setDeviceMetricsOverride",
                with().put("width", width)
                        .put("height", 900)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        ObjectNode media = with();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", media);
        call("Page.navigate", with().put("url", page.toUri().toString()));
        if (events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
            throw new IllegalStateException("the page did not load");
        }
    }

    /** The value of an expression, as text. */
    String evaluate(String expression) throws Exception {
        JsonNode result = call(
                "Runtime.evaluate",
                with().put("expression", "String(" + expression + ")").put("awaitPromise", true));
        return result.path("result").path("value").asText();
    }

    /** Moves the mouse to the middle of the first element that a selector finds. */
    void hover(String selector) throws Exception {
        String[] at = middle(selector);
        call(
                "Input.dispatchMouseEvent",
                with().put("type", "mouseMoved")
                        .put("x", Double.parseDouble(at[0]))
                        .put("y", Double.parseDouble(at[1])));
    }

    /** Turns the wheel with Ctrl over an element. */
    void wheel(String selector, int delta) throws Exception {
        String[] at = middle(selector);
        call(
                "Input.dispatchMouseEvent",
                with().put("type", "mouseWheel")
                        .put("x", Double.parseDouble(at[0]))
                        .put("y", Double.parseDouble(at[1]))
                        .put("deltaX", 0)
                        .put("deltaY", delta)
                        .put("modifiers", 2));
    }

    /** Presses and lets go of a key on the element that has the focus. */
    void key(String key) throws Exception {
        for (String type : List.of("keyDown", "keyUp")) {
            ObjectNode event = with().put("type", type).put("key", key);
            if (key.length() == 1 && type.equals("keyDown")) {
                event.put("text", key);
            }
            call("Input.dispatchKeyEvent", event);
        }
    }

    /** The accessible names, as a screen reader gets them, of everything that has this role. */
    List<String> named(String role) throws Exception {
        List<String> names = new ArrayList<>();
        for (JsonNode node : call("Accessibility.getFullAXTree", with()).path("nodes")) {
            if (node.path("role").path("value").asText().equals(role)
                    && !node.path("ignored").asBoolean()) {
                names.add(node.path("name").path("value").asText());
            }
        }
        return names;
    }

    private String[] middle(String selector) throws Exception {
        return evaluate("(() => { const e = document.querySelector('" + selector
                        + "'); e.scrollIntoView({block: 'center', behavior: 'instant'}); const b = e.getBoundingClientRect();"
                        + " return (b.left + b.width / 2) + ' ' + (b.top + b.height / 2); })()")
                .split(" ", -1);
    }

    /** Waits until an expression is true, or fails. */
    void await(String expression) throws Exception {
        for (int i = 0; i < PATIENCE_SECONDS * 20; i++) {
            if (evaluate(expression).equals("true")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("never true: " + expression);
    }

    /** A picture of the page, from the top of one element to the bottom of another, as wide as the page. */
    void screenshot(Path file, String first, String last) throws Exception {
        String box = "document.querySelector('%s').getBoundingClientRect().%s + scrollY";
        double top = Double.parseDouble(evaluate(box.formatted(first, "top")));
        double bottom = Double.parseDouble(evaluate(box.formatted(last, "bottom")));
        ObjectNode picture = with().put("format", "png").put("captureBeyondViewport", true);
        picture.putObject("clip")
                .put("x", 0)
                .put("y", top)
                .put("width", Double.parseDouble(evaluate("document.documentElement.clientWidth")))
                .put("height", bottom - top + 12)
                .put("scale", 1);
        byte[] png = Base64.getDecoder()
                .decode(call("Page.captureScreenshot", picture).path("data").asText());
        Files.write(file, png);
    }

    /** The page on paper. */
    void print(Path file) throws Exception {
        byte[] pdf = Base64.getDecoder()
                .decode(call(
                                "Page.printToPDF",
                                with().put("preferCSSPageSize", true).put("printBackground", true))
                        .path("data")
                        .asText());
        Files.write(file, pdf);
    }

    /** Ends the browser and what it started. */
    void stop() throws InterruptedException {
        List<ProcessHandle> children = new ArrayList<>(process.descendants().toList());
        socket.abort();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
