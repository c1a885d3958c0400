package dev.caravan.sandbox.eloqua;

/**
 * The campaigns of programmes: each mails everybody on its list what their record asks for, whenever that changes. The
 * list is called {@code caravan-} and the programme.
 */
final class Canvas {
  private static final String PROGRAMME = "C_Caravan_Programme1";
  private static final String NEXT_CONTENT = "C_Caravan_Next_Content1";

  private final Tenant tenant;

  Canvas(Tenant tenant) {
    this.tenant = tenant;
  }

  /** Mails what is asked for and was not mailed yet; gives back how many mails that was. */
  int mail() {
    return tenant.change(hand -> {
      int sent = 0;
      long next = tenant.activities.free(ActivityType.EMAIL_SEND);
      for (SharedList list : tenant.lists()) {
        for (long member : list.members) {
          if (isAsked(list, member)) {
            hand.apply(new Change.Mailed(member, next++, asked(member)));
            sent++;
          }
        }
      }
      return sent;
    });
  }

  private boolean isAsked(SharedList list, long member) {
    Contact contact = tenant.contact(member);
    return contact != null && list.name.equals("caravan-" + contact.value(PROGRAMME)) && contact.subscribed() && !contact.bounced()
        && !asked(member).isEmpty() && !asked(member).equals(tenant.mailed(member));
  }

  private String asked(long member) {
    Contact contact = tenant.contact(member);
    return contact == null ? "" : contact.value(NEXT_CONTENT);
  }
}
