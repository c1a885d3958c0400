package dev.caravan.sandbox.market;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something done. Before {@link Person#since} it is an anonymous visitor's.
 *
 * @param who null for visitors who never tell us who they are
 * @param asset for a web visit what it was about, which is not written
 */
record Act(long at, Activity kind, @Nullable Person who, @Nullable Asset asset, Origin origin, Detail detail)
    implements Entry {
  enum Origin { ORDINARY, PLANTED, MACHINE }

  static Act page(long at, Person who, Asset page, Origin origin, @Nullable String referrer) {
    Detail detail = new Detail.Web(who.visitor(), page.url(), referrer, 0, who.ip());
    return new Act(at, Activity.PAGE_VIEW, who, page, origin, detail);
  }

  static Act visit(long at, Person who, Asset first, Origin origin, @Nullable String referrer, int seconds) {
    Detail detail = new Detail.Web(who.visitor(), first.url(), referrer, seconds, who.ip());
    return new Act(at, Activity.WEB_VISIT, who, first, origin, detail);
  }

  static Act form(long at, Person who, Asset form, Origin origin, Map<String, String> fields) {
    return new Act(at, Activity.FORM_SUBMIT, who, form, origin, new Detail.Form(who.visitor(), fields));
  }

  /** Who did it, if that is known when it happens. */
  @Nullable Person known() {
    return who != null && at >= who.since() ? who : null;
  }

  @Override
  public void write(FactWriter out) throws IOException {
    out.activity(this);
  }
}
