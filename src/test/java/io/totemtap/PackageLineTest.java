package io.totemtap;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** The line of packages: net, capture, decode, track, correlate, diagnose, report, cli. Each may use what stands before it only. */
@AnalyzeClasses(packages = "io.totemtap", importOptions = DoNotIncludeTests.class)
final class PackageLineTest {

    private static final List<String> LINE =
            List.of("net", "capture", "decode", "track", "correlate", "diagnose", "report", "cli");

    @ArchTest
    static final ArchRule ONLY_WHAT_STANDS_BEFORE = classes()
            .that()
            .resideInAPackage("io.totemtap..")
            .should(new ArchCondition<JavaClass>("use only packages that stand before their own") {
                @Override
                public void check(JavaClass one, ConditionEvents events) {
                    int own = place(one.getPackageName());
                    one.getDirectDependenciesFromSelf().forEach(dependency -> {
                        int other = place(dependency.getTargetClass().getPackageName());
                        if (other > own) {
                            events.add(SimpleConditionEvent.violated(one, dependency.getDescription()));
                        }
                    });
                }
            });

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.totemtap.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_READERS_TOUCH_LIBPCAP = noClasses()
            .that()
            .resideOutsideOfPackage("io.totemtap.capture..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.pcap4j..", "com.sun.jna.."));

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_PARSES_OPTIONS = noClasses()
            .that()
            .resideOutsideOfPackage("io.totemtap.cli..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("picocli.."));

    @ArchTest
    static final ArchRule RULES_ARE_FINAL_AND_STATELESS = classes()
            .that()
            .implement(io.totemtap.diagnose.Rule.class)
            .should()
            .haveModifier(JavaModifier.FINAL)
            .andShould()
            .resideInAPackage("io.totemtap.diagnose.rule");

    @ArchTest
    static final ArchRule NO_RUBBISH_NAMES =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Common)");

    private static int place(String name) {
        String root = "io.totemtap.";
        if (!name.startsWith(root)) {
            return -1;
        }
        int dot = name.indexOf('.', root.length());
        return LINE.indexOf(name.substring(root.length(), dot < 0 ? name.length() : dot));
    }
}
