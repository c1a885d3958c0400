package dev.caravan.sandbox.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads a market back from its two files and derives, by its own means, what the facts say. */
final class Judge {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> NO_COMPANY =
      Set.of("gmail.com", "yahoo.com", "outlook.com", "gmx.de", "caravan.example", "rivalton-software.example");
  private static final Map<String, Integer> FORMS =
      Map.of("White paper", 20, "Testimonial", 15, "Webinar", 15, "Demo", 30, "Quote", 40, "Newsletter", 2);
  private static final Map<String, Integer> PAGES =
      Map.of("Pricing", 10, "Newsletter", 2, "Careers", -10, "Page", 1);
  private static final Map<String, Integer> CLICKS = Map.of("Newsletter", 2, "Mailing", 1);

  /** Something a person took or looked at. */
  record Take(long at, String person, String type, String asset, String answer) {
    String kind() {
      return asset.split(" \\| ")[1];
    }

    String solution() {
      return asset.split(" \\| ")[0];
    }

    int points() {
      return switch (type) {
        case "form-submit" -> FORMS.getOrDefault(kind(), 0);
        case "page-view" -> PAGES.getOrDefault(kind(), 0);
        case "email-click" -> CLICKS.getOrDefault(kind(), 0);
        default -> 1;
      };
    }
  }

  final List<JsonNode> facts = new ArrayList<>();
  final JsonNode truth;
  final List<Take> takes = new ArrayList<>();
  int machineClicks;
  private final Map<String, String> company = new HashMap<>();

  private Judge(Path factFile, Path truthFile) throws IOException {
    for (String line : Files.readAllLines(factFile)) {
      facts.add(JSON.readTree(line));
    }
    truth = JSON.readTree(truthFile.toFile());
    learnCompanies();
    learnTakes();
  }

  static Judge of(MarketSettings settings, Path folder) throws IOException {
    Path facts = folder.resolve("facts-" + settings.seed() + "-" + settings.people() + ".ndjson");
    Path truth = folder.resolve("truth-" + settings.seed() + "-" + settings.people() + ".json");
    Market.generate(settings, facts, truth);
    return new Judge(facts, truth);
  }

  List<JsonNode> truths(String section) {
    return StreamSupport.stream(truth.path(section).spliterator(), false).toList();
  }

  List<JsonNode> decoys(String kind) {
    return truths("decoys").stream().filter(decoy -> decoy.path("kind").asText().equals(kind)).toList();
  }

  static List<String> people(JsonNode story) {
    return StreamSupport.stream(story.path("people").spliterator(), false).map(JsonNode::asText).toList();
  }

  /** First taking of the asset by each person, in order of time. */
  Map<String, Long> takers(String asset, Set<String> people) {
    Map<String, Long> takers = new LinkedHashMap<>();
    for (Take take : takes) {
      if (take.asset().equals(asset) && people.contains(take.person())) {
        takers.putIfAbsent(take.person(), take.at());
      }
    }
    return takers;
  }

  /** Companies at which three or more people took one asset within 48 hours, with those assets. */
  Map<String, Set<String>> meetings() {
    Map<String, List<Take>> byAsset = new TreeMap<>();
    for (Take take : takes) {
      String where = company.get(take.person());
      if (where != null) {
        byAsset.computeIfAbsent(where + " # " + take.asset(), key -> new ArrayList<>()).add(take);
      }
    }
    Map<String, Set<String>> meetings = new TreeMap<>();
    byAsset.forEach((key, list) -> {
      Deque<Take> window = new ArrayDeque<>();
      for (Take take : list) {
        window.addLast(take);
        while (take.at() - window.getFirst().at() > 48 * 3_600) {
          window.removeFirst();
        }
        if (window.stream().map(Take::person).distinct().count() >= 3) {
          String[] parts = key.split(" # ");
          meetings.computeIfAbsent(parts[0], where -> new TreeSet<>()).add(parts[1]);
        }
      }
    });
    return meetings;
  }

  String companyOf(String person) {
    return company.get(person);
  }

  /** The company of an account by its website; null where the account has none. */
  @Nullable String companyOfAccount(String account) {
    return facts.stream().filter(fact -> fact.path("type").asText().equals("account") && fact.path("subject").asText().equals(account))
        .map(fact -> fact.path("data").path("website").asText("").replaceFirst("^https?://(www\\.)?", "").replaceFirst("/.*$", ""))
        .filter(domain -> company.containsValue(domain)).findFirst().orElse(null);
  }

  /** Everybody who at some time had 100 points or more, as "person # solution": caps, half-lives and answers counted. */
  Set<String> reach100() {
    Map<String, List<Take>> byPerson = new TreeMap<>();
    for (Take take : takes) {
      byPerson.computeIfAbsent(take.person(), key -> new ArrayList<>()).add(take);
    }
    Set<String> reached = new TreeSet<>();
    byPerson.forEach((person, list) -> {
      for (String solution : List.of("Customer care", "Retail inventory", "Payments")) {
        if (most(list, solution) >= 100) {
          reached.add(person + " # " + Asset.slug(solution));
        }
      }
    });
    return reached;
  }

  private static double most(List<Take> list, String solution) {
    Map<String, List<Long>> counted = new HashMap<>();
    List<Take> parts = new ArrayList<>();
    Take answer = null;
    double most = 0;
    for (Take take : list) {
      if (!take.solution().equals(solution) && !take.solution().equals("Company")) {
        continue;
      }
      List<Long> same = counted.computeIfAbsent(take.kind(), key -> new ArrayList<>());
      if (same.stream().filter(at -> take.at() - at < 7 * 86_400).count() < 2) {
        same.add(take.at());
        parts.add(take);
      }
      if (!take.answer().isEmpty()) {
        answer = take;
      }
      double sum = 0;
      for (Take part : parts) {
        double halvings = part.kind().equals("Careers") ? 0 : (take.at() - part.at()) / 86_400 / 90.0;
        sum += part.points() * Math.pow(0.5, halvings);
      }
      if (answer != null && take.at() - answer.at() < 90 * 86_400) {
        sum += (answer.answer().equals("Yes") ? 20 : 5) * Math.pow(0.5, (take.at() - answer.at()) / 86_400 / 90.0);
      }
      most = Math.max(most, sum);
    }
    return most;
  }

  private void learnCompanies() {
    for (JsonNode fact : facts) {
      if (fact.path("type").asText().equals("person")) {
        String person = fact.path("subject").asText();
        String domain = person.substring(person.indexOf('@') + 1).replaceFirst("^mail\\.", "");
        if (person.contains("@") && !NO_COMPANY.contains(domain) && !domain.endsWith(".edu.example")) {
          company.put(person, domain);
        }
      }
    }
    Map<String, String> domainOfAccount = new HashMap<>();
    for (JsonNode fact : facts) {
      String account = fact.path("data").path("account").asText("");
      String person = fact.path("subject").asText();
      if (fact.path("type").asText().equals("person") && !account.isEmpty() && company.containsKey(person)) {
        domainOfAccount.put(account, company.get(person));
      }
    }
    for (JsonNode fact : facts) {
      String account = fact.path("data").path("account").asText("");
      if (fact.path("type").asText().equals("person") && domainOfAccount.containsKey(account)) {
        company.putIfAbsent(fact.path("subject").asText(), domainOfAccount.get(account));
      }
    }
  }

  private void learnTakes() {
    Map<String, String> visitors = new HashMap<>();
    Map<String, Long> sent = new HashMap<>();
    Map<String, List<Long>> clicks = new HashMap<>();
    for (JsonNode fact : facts) {
      JsonNode data = fact.path("data");
      if (data.has("contact") && data.has("visitor")) {
        visitors.put("eloqua-visitor:" + data.path("visitor").asText(), fact.path("subject").asText());
      }
      String type = fact.path("type").asText();
      String mail = data.path("recipient").asText();
      if (type.equals("activity.email-send")) {
        sent.put(mail, at(fact));
      } else if (type.equals("activity.email-click")) {
        clicks.computeIfAbsent(mail, key -> new ArrayList<>()).add(at(fact));
      }
    }
    Set<String> own = new HashSet<>(
        Set.of("form-submit", "page-view", "email-click", "event", "social", "external"));
    for (JsonNode fact : facts) {
      String type = fact.path("type").asText().replaceFirst("^activity\\.", "");
      if (!own.contains(type)) {
        continue;
      }
      JsonNode data = fact.path("data");
      long at = at(fact);
      if (type.equals("email-click")) {
        String mail = data.path("recipient").asText();
        long near = clicks.get(mail).stream().filter(other -> Math.abs(other - at) <= 5).count();
        if (near >= 3 || sent.containsKey(mail) && at - sent.get(mail) <= 10) {
          machineClicks++;
          continue;
        }
      }
      String subject = fact.path("subject").asText();
      takes.add(new Take(
          at, visitors.getOrDefault(subject, subject), type, data.path("asset").path("name").asText(),
          data.path("fields").path("planning_to_purchase").asText("")));
    }
  }

  static long at(JsonNode fact) {
    return Instant.parse(fact.path("time").asText()).getEpochSecond();
  }
}
