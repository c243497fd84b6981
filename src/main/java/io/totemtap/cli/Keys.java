package io.totemtap.cli;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.decode.totem.TotemKeyring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers the keys to try: what the command line names, what configurations say, and names a person would guess. Where a key came from
 * is kept; the key itself never leaves the keyring.
 */
final class Keys {

    /** What people call clusters whose name is not known here; cman uses RHCluster without a configuration. */
    private static final List<String> COMMON =
            List.of("RHCluster", "mycluster", "cluster", "hacluster", "alpha_cluster", "debian", "test");

    private static final int MOST_KEY_BYTES = 4096;

    private Keys() {}

    static TotemKeyring of(AnalysisOptions options, CaseFacts facts) {
        TotemKeyring.Builder keyring = TotemKeyring.builder();
        List<String> refused = new ArrayList<>();
        int number = 1;
        for (String name : options.clusterNames) {
            keyring.addClusterName(name, "--cluster-name #" + number++).ifPresent(refused::add);
        }
        number = 1;
        for (Path file : options.keyFiles) {
            keyring.addKey(read(file), "--key-file #" + number++).ifPresent(refused::add);
        }
        number = 1;
        for (Path file : facts.keyFiles()) {
            keyring.addKey(read(file), "authkey #" + number++ + " of the case").ifPresent(refused::add);
        }
        number = 1;
        for (ClusterConfiguration configuration : facts.configurations()) {
            if (!configuration.name().isEmpty()) {
                keyring.addClusterName(configuration.name(), "cluster name of configuration #" + number)
                        .ifPresent(refused::add);
            }
            number++;
        }
        if (!refused.isEmpty()) {
            throw new CaptureException(Reason.WRONG_USAGE, String.join(" ", refused));
        }
        for (String guess : guesses(new LinkedHashSet<>(facts.names().values()))) {
            keyring.addDerivedName(guess, "a name that was guessed");
        }
        return keyring.build();
    }

    private static byte[] read(Path file) {
        try {
            if (Files.size(file) > MOST_KEY_BYTES) {
                throw new CaptureException(
                        Reason.UNREADABLE, file + " is too large for a key file; an authkey has 128 bytes.");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CaptureException(Reason.NOT_FOUND, "There is no key file " + file + ".", e);
        } catch (IOException e) {
            throw new CaptureException(Reason.NO_PERMISSION, "The key file " + file + " cannot be read.", e);
        }
    }

    /** Stems of host names ("db" of "db-1") and common names. */
    private static Set<String> guesses(Set<String> hostNames) {
        Set<String> guesses = new LinkedHashSet<>();
        for (String host : hostNames) {
            String shortName = host.contains(".") ? host.substring(0, host.indexOf('.')) : host;
            Optional.of(shortName.replaceAll("[-_]?[0-9]+[a-z]?$", ""))
                    .filter(stem -> !stem.isEmpty() && guesses.size() < 16)
                    .ifPresent(stem -> {
                        guesses.add(stem);
                        guesses.add(stem + "cluster");
                        guesses.add(stem + "-cluster");
                    });
        }
        guesses.addAll(COMMON);
        return guesses;
    }
}
