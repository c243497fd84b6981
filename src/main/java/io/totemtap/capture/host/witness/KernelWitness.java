package io.totemtap.capture.host.witness;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Counts the packets of multicast groups inside the kernel, from {@link #start} to {@link #close}. Read each second; the
 * numbers are sums since the start. It changes no packet and leaves nothing behind, also when the process is ended by a
 * signal.
 */
public final class KernelWitness implements AutoCloseable {

    private static final Set<Hook.Kind> WITH_FUNCTIONS = EnumSet.of(Hook.Kind.TRACEPOINT, Hook.Kind.FUNCTION);
    private static final Set<Hook.Kind> WITH_GROUP =
            EnumSet.of(Hook.Kind.TRACEPOINT, Hook.Kind.READING, Hook.Kind.CONTROL_GROUP);
    private static final Set<Hook.Kind> WITH_SENDING =
            EnumSet.of(Hook.Kind.TRACEPOINT, Hook.Kind.READING, Hook.Kind.CONTROL_GROUP, Hook.Kind.SENDING);
    private static final Set<Hook.Kind> ALONE = EnumSet.of(Hook.Kind.TRACEPOINT);

    private final LoadedWitness program;
    private final ReadingBuilder builder;
    private final Consumer<WitnessReading> listener;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(daemon());
    private final Thread atExit = new Thread(this::close, "kernel witness, at exit");
    private final ScheduledFuture<?> ticks;
    private WitnessReading last;
    private boolean closed;

    private KernelWitness(LoadedWitness program, ReadingBuilder builder, Consumer<WitnessReading> listener) {
        this.program = program;
        this.builder = builder;
        this.listener = listener;
        this.last = builder.read(program);
        this.ticks = clock.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Begins to count.
     *
     * @param request what is to be counted
     * @param listener is given each second's reading, and the last one when counting ends; called from another thread
     * @throws CaptureException with one sentence if it cannot run here: {@link WitnessAvailability} has all of them
     */
    public static KernelWitness start(WitnessRequest request, Consumer<WitnessReading> listener) {
        WitnessAvailability availability = WitnessAvailability.here();
        if (!availability.isAvailable()) {
            throw new CaptureException(Reason.NO_PERMISSION, String.join(" ", availability.obstacles()));
        }
        KernelTypes types = types();
        LoadedWitness program = load(WitnessObject.bytes().orElseThrow(), types)
                .orElseThrow(() -> new CaptureException(
                        Reason.NO_PERMISSION,
                        "The kernel does not accept the kernel witness, although nothing known stands in its way; go on"
                                + " without it."));
        ReadingBuilder builder = new ReadingBuilder(types, request.interfaceNames(), sight(program, types));
        KernelWitness witness = new KernelWitness(program, builder, listener);
        witness.open(request);
        return witness;
    }

    private static KernelTypes types() {
        try {
            return KernelTypes.read(Path.of("/" + KernelTypes.PATH), Hook.typeNames());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the functions of sockets if the kernel allows programs at functions, else by control group, else without. */
    private static Optional<LoadedWitness> load(byte[] object, KernelTypes types) {
        for (Set<Hook.Kind> kinds : List.of(WITH_FUNCTIONS, WITH_SENDING, WITH_GROUP, ALONE)) {
            Set<Hook> hooks = Hook.of(types, kinds);
            boolean whole = !kinds.contains(Hook.Kind.FUNCTION) || hooks.contains(Hook.OFFERED);
            Optional<LoadedWitness> loaded = whole ? LoadedWitness.load(object, hooks) : Optional.empty();
            if (loaded.isPresent()) {
                return loaded;
            }
        }
        return Optional.empty();
    }

    private static WitnessSight sight(LoadedWitness program, KernelTypes types) {
        Set<Stage> stages = EnumSet.noneOf(Stage.class);
        program.hooks().forEach(hook -> stages.addAll(hook.stages()));
        WitnessSight.Sockets sockets = WitnessSight.Sockets.NOTHING;
        if (program.hooks().contains(Hook.OFFERED)) {
            sockets = WitnessSight.Sockets.FUNCTION;
        } else if (program.hooks().contains(Hook.OFFERED_IN_GROUP)) {
            sockets = WitnessSight.Sockets.CONTROL_GROUP;
        }
        return new WitnessSight(stages, sockets, !types.dropReasons().isEmpty());
    }

    private void open(WitnessRequest request) {
        Runtime.getRuntime().addShutdownHook(atExit);
        program.open(request.namespace(), request.groups());
    }

    private void tick() {
        listener.accept(read());
    }

    /** What was counted until now; after {@link #close}, until then. */
    public synchronized WitnessReading read() {
        if (!closed) {
            last = builder.read(program);
        }
        return last;
    }

    /** What it sees in this kernel. */
    public WitnessSight sight() {
        return builder.sight();
    }

    /** Stops counting, reads once more, and takes the program out of the kernel. May be called more than once. */
    @Override
    public void close() {
        if (finish()) {
            ticks.cancel(false);
            clock.shutdown();
            listener.accept(last());
            forgetExit();
        }
    }

    private synchronized boolean finish() {
        if (closed) {
            return false;
        }
        program.shut();
        last = builder.read(program);
        program.close();
        closed = true;
        return true;
    }

    private synchronized WitnessReading last() {
        return last;
    }

    private void forgetExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the process is ending, and this is called by it
        }
    }

    private static ThreadFactory daemon() {
        return task -> {
            Thread thread = new Thread(task, "kernel witness");
            thread.setDaemon(true);
            return thread;
        };
    }
}
