package dev.caravan.sandbox.eloqua;

/** An activity, asked through statements. */
record ActivitySubject(Tenant tenant, Activity activity, boolean utc) implements Eel.Subject {
  @Override
  public String text(String statement) {
    ActivityColumns.Cell cell = ActivityColumns.cell(activity.type(), statement, tenant.fields);
    return cell == null ? "" : cell.of(activity, tenant, utc);
  }

  @Override
  public long millis(String statement) {
    return activity.at();
  }

  @Override
  public boolean exists(String statement) {
    Contact contact = tenant.contact(tenant.doer(activity));
    return contact != null && new ContactSubject(tenant, contact, utc).exists(statement);
  }
}
