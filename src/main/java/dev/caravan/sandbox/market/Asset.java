package dev.caravan.sandbox.market;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something of ours a person can take, read or be sent. Without solution it is about the company as a whole. */
record Asset(
    int id, String type, AssetKind kind, @Nullable Solution solution, String title, String name, String url) {
  static final String SITE = "https://www.caravan.example/";

  static Asset of(int id, String type, AssetKind kind, @Nullable Solution solution, String title) {
    String label = solution == null ? "Company" : solution.label;
    String folder = solution == null ? "company" : solution.slug;
    return new Asset(
        id, type, kind, solution, title,
        label + " | " + kind.label + " | " + title,
        SITE + folder + "/" + slug(kind.label) + "/" + slug(title));
  }

  static String slug(String words) {
    return words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }
}
