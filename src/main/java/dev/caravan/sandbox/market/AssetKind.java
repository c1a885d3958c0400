package dev.caravan.sandbox.market;

/** The middle part of an asset's name, with the most points an act on it can bring. */
enum AssetKind {
  WHITE_PAPER("White paper", 20),
  TESTIMONIAL("Testimonial", 15),
  WEBINAR("Webinar", 15),
  PRICING("Pricing", 10),
  DEMO("Demo", 30),
  QUOTE("Quote", 40),
  NEWSLETTER("Newsletter", 2),
  CAREERS("Careers", -10),
  PAGE("Page", 1),
  MAILING("Mailing", 1),
  EVENT("Event", 1),
  SOCIAL("Social", 1),
  CALL("Call", 0),
  OTHER("Other", 1);

  final String label;
  final int points;

  AssetKind(String label, int points) {
    this.label = label;
    this.points = points;
  }
}
