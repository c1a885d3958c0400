package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.sandbox.http.Request;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What REST lists have in common: the envelope, {@code count}, {@code page} and {@code depth}. */
final class RestPage {
  private RestPage() {}

  /**
   * What of all there is matches {@code search}, a page of it, at the {@code depth} asked for.
   *
   * @param values what an element shows under a name that can be searched for
   * @param render an element at a depth
   */
  static <T> Reply found(Request request, Collection<T> all, BiFunction<T, String, String> values,
      BiFunction<T, String, ObjectNode> render) {
    String depth = depth(request, "minimal");
    var search = new Search(request.query().getOrDefault("search", ""));
    List<T> found = all.stream().filter(one -> search.test(name -> values.apply(one, name))).toList();
    return of(request, found, one -> render.apply(one, depth));
  }

  /** One page; only its elements are rendered. */
  private static <T> Reply of(Request request, List<T> all, Function<T, ObjectNode> render) {
    int count = Metadata.number(request, "count", 1000, 1, 1000);
    int page = Metadata.number(request, "page", 1, 1, Integer.MAX_VALUE);
    ObjectNode envelope = Json.object();
    ArrayNode elements = envelope.putArray("elements");
    all.stream().skip((page - 1L) * count).limit(count).map(render).forEach(elements::add);
    envelope.put("page", page).put("pageSize", count).put("total", all.size());
    return Json.reply(200, envelope);
  }

  static String depth(Request request, String otherwise) {
    String depth = request.query().getOrDefault("depth", otherwise).toLowerCase(Locale.ROOT);
    if (!List.of("minimal", "partial", "complete").contains(depth)) {
      throw Refused.parameter("depth", depth, "ContentRequirement");
    }
    return depth;
  }

  static long id(Request request) {
    return Long.parseLong(request.group(0));
  }
}
