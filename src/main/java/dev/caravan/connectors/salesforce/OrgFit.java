package dev.caravan.connectors.salesforce;

import java.util.List;
import java.util.Map;

/** Makes what is sent fit the org, so that what it lacks costs that alone. */
interface OrgFit {
  /** How records are written. */
  enum Way { CREATE, UPDATE, UPSERT }

  /** Leaves everything as it is. */
  OrgFit NONE = new OrgFit() {
    @Override
    public List<Map<String, Object>> rows(Way way, List<Map<String, Object>> rows) {
      return rows;
    }

    @Override
    public String lookUp(String soql) {
      return soql;
    }

    @Override
    public RowResult judged(Map<String, Object> row, RowResult result) {
      return result;
    }

    @Override
    public void refused(RowResult result) {}
  };

  /**
   * Records as the org takes them, in the same order.
   *
   * @throws CallFailed of kind CONFIG where what is lacking cannot be done without
   */
  List<Map<String, Object>> rows(Way way, List<Map<String, Object>> rows);

  /**
   * A look-up without the fields that are not shown and can be done without.
   *
   * @throws CallFailed as above
   */
  String lookUp(String soql);

  /** What Salesforce said of a record, as a mistake in the settings where no record of its kind can be right. */
  RowResult judged(Map<String, Object> row, RowResult result);

  /** Told of what Salesforce refused all the same. */
  void refused(RowResult result);
}
