package dev.caravan.sandbox.market;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything of ours that can be taken, read or sent. A download is a form; the page that leads to it is of kind
 * Page, so that looking at it never passes for a download.
 */
final class Catalogue {
  /** The assets of one solution. {@code paperPages} are in the order of {@code papers}. */
  record Shelf(
      List<Asset> papers, List<Asset> paperPages, List<Asset> testimonials, List<Asset> webinars, Asset demo,
      Asset quote, List<Asset> pricing, List<Asset> issues, List<Asset> pages, List<Asset> events) {
    Shelf {
      papers = List.copyOf(papers);
      paperPages = List.copyOf(paperPages);
      testimonials = List.copyOf(testimonials);
      webinars = List.copyOf(webinars);
      pricing = List.copyOf(pricing);
      issues = List.copyOf(issues);
      pages = List.copyOf(pages);
      events = List.copyOf(events);
    }
  }

  private static final Map<Solution, List<String>> PAPERS = Map.of(
      Solution.CUSTOMER_CARE,
      List.of("Shorter queues", "First answer right", "The quiet call centre", "Caring at midnight",
          "Complaints worth having", "One desk for every channel", "What agents wish you knew", "Counting kept promises"),
      Solution.RETAIL_INVENTORY,
      List.of("Shelves that fill themselves", "The last pallet", "Counting without closing", "Seasons in advance",
          "Less stock, fewer gaps", "From dock to shelf", "Returns that pay", "The honest stocktake"),
      Solution.PAYMENTS,
      List.of("Paid in one step", "Fraud without friction", "Settling across borders", "The checkout that waits",
          "Invoices that chase themselves", "A ledger you can read", "Refunds in minutes", "Cards, wallets, what next"));

  private static final List<String> WITNESSES =
      List.of("A grocer in the north", "A clinic group", "A family bank", "An airline on strike", "A port authority");
  private static final List<String> TALKS =
      List.of("Ask the builders", "Ninety days to live", "The numbers behind it", "A day with the team", "What went wrong");
  private static final List<String> PAGES =
      List.of("Overview", "How it works", "Integrations", "Security", "Roadmap", "Frequently asked", "Compare",
          "Support", "Partners", "Glossary", "For large teams", "For small teams");

  private final Map<Solution, Shelf> shelves = new EnumMap<>(Solution.class);
  private final Map<String, Asset> mails = new HashMap<>();
  final List<Asset> company;
  final List<Asset> careers;
  final Asset subscription;
  final Asset social;
  final Asset call;
  final Asset other;
  private int nextId = 40;

  Catalogue() {
    for (Solution s : Solution.values()) {
      List<String> titles = PAPERS.getOrDefault(s, List.of());
      shelves.put(s, new Shelf(
          forms(AssetKind.WHITE_PAPER, s, titles),
          pages(AssetKind.PAGE, s, titles),
          forms(AssetKind.TESTIMONIAL, s, WITNESSES),
          forms(AssetKind.WEBINAR, s, TALKS),
          make("Form", AssetKind.DEMO, s, "See it run"),
          make("Form", AssetKind.QUOTE, s, "Request a quote"),
          pages(AssetKind.PRICING, s, List.of("Plans", "Calculator", "Volume prices")),
          pages(AssetKind.NEWSLETTER, s, List.of("Spring issue", "Summer issue", "Autumn issue", "Winter issue")),
          pages(AssetKind.PAGE, s, PAGES),
          List.of(
              make("Event", AssetKind.EVENT, s, "Round table"),
              make("Event", AssetKind.EVENT, s, "User day"),
              make("Event", AssetKind.EVENT, s, "Trade fair"))));
    }
    company = noSolution(AssetKind.PAGE, List.of("About us", "Newsroom", "Offices", "Contact"));
    careers = noSolution(AssetKind.CAREERS, List.of("Open positions", "Life here", "Apply"));
    subscription = Asset.of(nextId++, "Form", AssetKind.NEWSLETTER, null, "Subscription");
    social = Asset.of(nextId++, "Social", AssetKind.SOCIAL, null, "Mention");
    call = Asset.of(nextId++, "Call", AssetKind.CALL, null, "Telephone call");
    other = Asset.of(nextId++, "Other", AssetKind.OTHER, null, "Community visit");
  }

  Shelf shelf(Solution solution) {
    Shelf shelf = shelves.get(solution);
    if (shelf == null) {
      throw new IllegalStateException("no shelf for " + solution);
    }
    return shelf;
  }

  /** The newsletter or mailing of that number; the same asset whenever it is asked for. */
  Asset mail(AssetKind kind, Solution solution, int number) {
    return mails.computeIfAbsent(kind + "/" + solution + "/" + number,
        key -> Asset.of(nextId++, "Email", kind, solution,
            kind == AssetKind.NEWSLETTER ? "Issue " + number : "Worth knowing " + number));
  }

  private List<Asset> forms(AssetKind kind, Solution solution, List<String> titles) {
    return titles.stream().map(title -> make("Form", kind, solution, title)).toList();
  }

  private List<Asset> pages(AssetKind kind, Solution solution, List<String> titles) {
    return titles.stream().map(title -> make("LandingPage", kind, solution, title)).toList();
  }

  private List<Asset> noSolution(AssetKind kind, List<String> titles) {
    List<Asset> made = new ArrayList<>();
    for (String title : titles) {
      made.add(Asset.of(nextId++, "LandingPage", kind, null, title));
    }
    return List.copyOf(made);
  }

  private Asset make(String type, AssetKind kind, Solution solution, String title) {
    return Asset.of(nextId++, type, kind, solution, title);
  }
}
