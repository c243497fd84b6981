package io.totemtap.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
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

    /** A4 less two margins of 14 mm, at 96 pixels an inch. */
    static final int PAPER_PIXELS = 688;

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
        open(page, width, dark, false);
    }

    /** The same for somebody who has asked the system for less motion, or has not. */
    void open(Path page, int width, boolean dark, boolean calm) throws Exception {
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
        ArrayNode features = media.put("media", "").putArray("features");
        features.addObject().put("name", "prefers-color-scheme").put("value", dark ? "dark" : "light");
        features.addObject().put("name", "prefers-reduced-motion").put("value", calm ? "reduce" : "no-preference");
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
            if (key.equals("Tab")) {
                event.put("code", "Tab").put("windowsVirtualKeyCode", 9);
            }
            if (key.length() == 1 && type.equals("keyDown")) {
                event.put("text", key);
            }
            call("Input.dispatchKeyEvent", event);
        }
    }

    /** Clicks the middle of an element. */
    void click(String selector) throws Exception {
        String[] at = middle(selector);
        mouse("mousePressed", Double.parseDouble(at[0]), at[1]);
        mouse("mouseReleased", Double.parseDouble(at[0]), at[1]);
    }

    /** Drags from the middle of an element to the right. */
    void drag(String selector, int pixels) throws Exception {
        String[] at = middle(selector);
        double x = Double.parseDouble(at[0]);
        mouse("mousePressed", x, at[1]);
        mouse("mouseMoved", x + pixels / 2.0, at[1]);
        mouse("mouseMoved", x + pixels, at[1]);
        mouse("mouseReleased", x + pixels, at[1]);
    }

    private void mouse(String type, double x, String y) throws Exception {
        call(
                "Input.dispatchMouseEvent",
                with().put("type", type)
                        .put("x", x)
                        .put("y", Double.parseDouble(y))
                        .put("button", "left")
                        .put("buttons", type.equals("mouseReleased") ? 0 : 1)
                        .put("clickCount", type.equals("mouseMoved") ? 0 : 1));
    }

    /** What a screen reader is told: the nodes of the accessibility tree. */
    JsonNode accessibilityTree() throws Exception {
        return call("Accessibility.getFullAXTree", with()).path("nodes");
    }

    /** The accessible names, as a screen reader gets them, of everything that has this role. */
    List<String> named(String role) throws Exception {
        List<String> names = new ArrayList<>();
        for (JsonNode node : accessibilityTree()) {
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

    /** A picture of the elements that a selector finds, from the begin of the first one to the end of the last one. */
    void screenshot(Path file, String selector) throws Exception {
        JsonNode box = MAPPER.readTree(
                evaluate("(() => { scrollTo(0, 0); const all = [...document.querySelectorAll('" + selector
                        + "')].map(e => e.getBoundingClientRect()); const min = Math.min, max = Math.max;"
                        + " const x = min(...all.map(b => b.left)), y = min(...all.map(b => b.top));"
                        + " return JSON.stringify({x, y: y + scrollY, width: max(...all.map(b => b.right)) - x,"
                        + " height: max(...all.map(b => b.bottom)) - y, scale: 1}); })()"));
        ObjectNode what = with().put("format", "png").put("captureBeyondViewport", true);
        what.set("clip", box);
        Files.write(
                file,
                Base64.getDecoder()
                        .decode(call("Page.captureScreenshot", what)
                                .path("data")
                                .asText()));
    }

    /** Shows the open page as it will stand on a sheet of A4, so that it can be measured. */
    void showAsPaper() throws Exception {
        call("Emulation.setEmulatedMedia", with().put("media", "print"));
        call(
                "Emulation.setDeviceMetricsOverride",
                with().put("width", PAPER_PIXELS)
                        .put("height", 1000)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        evaluate("dispatchEvent(new Event('beforeprint'))");
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
