package dev.caravan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;

/** What {@code mvn test -Pquick} runs needs nothing but the rooms, so that it stays quick. */
@AnalyzeClasses(packages = "dev.caravan")
class RoomTestsTest {
  private static final Pattern LEFT_OUT = Pattern.compile("<exclude>([^<]+)</exclude>");

  @ArchTest
  static void quick_tests_open_no_store_and_speak_to_nobody(JavaClasses all) throws IOException {
    List<PathMatcher> leftOut = leftOut();
    var quick = DescribedPredicate.<JavaClass>describe("are tests the profile quick runs", each ->
        each.getSource().orElseThrow().getUri().getPath().contains("/test-classes/") && leftOut.stream().noneMatch(pattern ->
            pattern.matches(Path.of(each.getName().replace('.', '/') + ".class"))));
    assertThat(all.that(quick)).hasSizeGreaterThan(30);
    noClasses().that(quick).should().dependOnClassesThat().resideInAnyPackage("dev.caravan.app..", "dev.caravan.connectors..",
        "dev.caravan.host.flink..", "dev.caravan.outbox..", "dev.caravan.sandbox.http..", "dev.caravan.store..",
        "com.sun.net.httpserver..", "io.zonky..", "java.net.http..", "java.sql..", "org.apache.camel..", "org.apache.flink..")
        .orShould().dependOnClassesThat().haveFullyQualifiedName("dev.caravan.host.ReplayHost")
        .because("whoever changes a room runs them after each step; leave a test that needs more out in the profile quick of pom.xml")
        .check(all);
  }

  private static List<PathMatcher> leftOut() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String profile = pom.substring(pom.indexOf("<id>quick</id>"), pom.indexOf("</profile>", pom.indexOf("<id>quick</id>")));
    return LEFT_OUT.matcher(profile).results()
        .map(found -> FileSystems.getDefault().getPathMatcher("glob:" + found.group(1))).toList();
  }
}
