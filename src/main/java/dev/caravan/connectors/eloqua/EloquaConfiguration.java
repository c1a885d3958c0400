package dev.caravan.connectors.eloqua;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** Everything that can be set on the component and on its endpoints. Times are milliseconds. */
@Configurer
@UriParams
public class EloquaConfiguration implements Cloneable {

  /** How to log in. */
  public enum Authentication {
    basic, password, refresh
  }

  @UriParam(label = "security", defaultValue = "https://login.eloqua.com",
      description = "Where to log in and to ask for the address of the instance.")
  private String loginUrl = "https://login.eloqua.com";

  @UriParam(label = "security", defaultValue = "basic",
      description = "How to log in: HTTP Basic, OAuth 2.0 password grant, or OAuth 2.0 refresh token.")
  private Authentication authenticationType = Authentication.basic;

  @UriParam(label = "security",
      description = "Name of the Eloqua site (company).")
  private String siteName = "";

  @UriParam(label = "security",
      description = "Name of the user within the site.")
  private String userName = "";

  @UriParam(label = "security", secret = true,
      description = "Password of the user.")
  private String password = "";

  @UriParam(label = "security",
      description = "Client id of the app, for OAuth 2.0.")
  private String clientId = "";

  @UriParam(label = "security", secret = true,
      description = "Client secret of the app, for OAuth 2.0.")
  private String clientSecret = "";

  @UriParam(label = "security", secret = true,
      description = "The first refresh token; later ones are kept in the token repository.")
  private String refreshToken = "";

  @UriParam(label = "security",
      description = "Keeps the refresh token, which changes with every use. Without one a restart needs a new"
          + " first token.")
  private @Nullable StateRepository<String, String> tokenRepository;

  @UriParam(label = "consumer",
      description = "Activity types to read, separated by commas, such as PageView,FormSubmit; empty for all.")
  private String activityType = "";

  @UriParam(label = "common",
      description = "Internal names of the contact or account fields to read, separated by commas, such as "
          + "C_FirstName.")
  private String fields = "";

  @UriParam(label = "consumer",
      description = "Tells from where to go on. It is only read: keep the header CamelEloquaNextPosition "
          + "together with the rows.")
  private @Nullable StateRepository<String, String> stateRepository;

  @UriParam(label = "consumer",
      description = "Where to begin when there is no position yet, RFC 3339; empty for everything Eloqua has.")
  private String since = "";

  @UriParam(label = "consumer", defaultValue = "0",
      description = "Length of one window in hours; 0 reads all that is due in one window, halved while it "
          + "holds too many rows.")
  private int windowHours = 0;

  @UriParam(label = "consumer", defaultValue = "0", javaType = "java.time.Duration",
      description = "How far before the position to read again, for rows that Eloqua records late. Rows are "
          + "repeated: recognise them by their ActivityId.")
  private long overlap;

  @UriParam(label = "consumer", defaultValue = "1m", javaType = "java.time.Duration",
      description = "How far behind the clock a window ends.")
  private long upperBoundLag = 60_000L;

  @UriParam(label = "consumer", defaultValue = "10000",
      description = "Rows a message, 1 to 50000.")
  private int pageSize = 10_000;

  @UriParam(label = "consumer", defaultValue = "3",
      description = "How often a poll is tried again at once, with growing pauses, when Eloqua is "
          + "unavailable.")
  private int pollRetries = 3;

  @UriParam(label = "producer",
      description = "Name or id of the shared list.")
  private String list = "";

  @UriParam(label = "producer", defaultValue = "C_EmailAddress",
      description = "By which field contacts are found: Id for Eloqua's own contact id, else an internal "
          + "field name. Every row must hold it.")
  private String identifierField = "C_EmailAddress";

  @UriParam(label = "producer", enums = "always,ifNewIsNotNull,ifExistingIsNull,useFieldRule",
      description = "Which values are written; empty leaves it to Eloqua (always).")
  private String updateRule = "";

  @UriParam(label = "producer", enums = "createAndUpdate,updateOnly,createOnly",
      description = "Whether contacts may be created; empty leaves it to Eloqua (createAndUpdate). Known to "
          + "Eloqua since 26B, ignored before.")
  private String importRule = "";

  @UriParam(label = "advanced", defaultValue = "20ms", javaType = "java.time.Duration",
      description = "First pause before asking whether a sync is done; later ones last as long as it took so far, beyond a"
          + " second a third of that.")
  private long syncPollDelay = 20L;

  @UriParam(label = "advanced", defaultValue = "1m", javaType = "java.time.Duration",
      description = "Longest pause before asking whether a sync is done.")
  private long maxSyncPollDelay = 60_000L;

  @UriParam(label = "advanced", defaultValue = "6h", javaType = "java.time.Duration",
      description = "How long to wait for a sync before giving up.")
  private long syncTimeout = 6 * 60 * 60 * 1000L;

  @UriParam(label = "advanced", defaultValue = "2m", javaType = "java.time.Duration",
      description = "How long one HTTP call may take.")
  private long requestTimeout = 120_000L;

  @UriParam(label = "advanced", defaultValue = "5000000",
      description = "A window with as many rows is halved, since Eloqua cuts it off there.")
  private long maxRowsPerExport = 5_000_000L;

  @UriParam(label = "advanced", defaultValue = "30000000",
      description = "Rows are uploaded in pieces of at most so many bytes; Eloqua refuses more than 32 MB.")
  private int maxBytesPerUpload = 30_000_000;

  @UriParam(label = "advanced",
      description = "Tells the time.")
  private InstantSource clock = InstantSource.system();

  @UriParam(label = "advanced",
      description = "Times the pauses while waiting; a thread of its own by default.")
  private @Nullable ScheduledExecutorService syncScheduler;

  /** A configuration of its own with the same values. */
  public EloquaConfiguration copy() {
    try {
      return (EloquaConfiguration) clone();
    } catch (CloneNotSupportedException e) {
      throw new RuntimeCamelException(e);
    }
  }

  public String getLoginUrl() {
    return loginUrl;
  }

  public void setLoginUrl(String loginUrl) {
    this.loginUrl = loginUrl;
  }

  public Authentication getAuthenticationType() {
    return authenticationType;
  }

  public void setAuthenticationType(Authentication authenticationType) {
    this.authenticationType = authenticationType;
  }

  public String getSiteName() {
    return siteName;
  }

  public void setSiteName(String siteName) {
    this.siteName = siteName;
  }

  public String getUserName() {
    return userName;
  }

  public void setUserName(String userName) {
    this.userName = userName;
  }

  public String getPassword() {
    return password;
  }

  public void setPassword(String password) {
    this.password = password;
  }

  public String getClientId() {
    return clientId;
  }

  public void setClientId(String clientId) {
    this.clientId = clientId;
  }

  public String getClientSecret() {
    return clientSecret;
  }

  public void setClientSecret(String clientSecret) {
    this.clientSecret = clientSecret;
  }

  public String getRefreshToken() {
    return refreshToken;
  }

  public void setRefreshToken(String refreshToken) {
    this.refreshToken = refreshToken;
  }

  public @Nullable StateRepository<String, String> getTokenRepository() {
    return tokenRepository;
  }

  public void setTokenRepository(@Nullable StateRepository<String, String> tokenRepository) {
    this.tokenRepository = tokenRepository;
  }

  public String getActivityType() {
    return activityType;
  }

  public void setActivityType(String activityType) {
    this.activityType = activityType;
  }

  public String getFields() {
    return fields;
  }

  public void setFields(String fields) {
    this.fields = fields;
  }

  public @Nullable StateRepository<String, String> getStateRepository() {
    return stateRepository;
  }

  public void setStateRepository(@Nullable StateRepository<String, String> stateRepository) {
    this.stateRepository = stateRepository;
  }

  public String getSince() {
    return since;
  }

  public void setSince(String since) {
    this.since = since;
  }

  public int getWindowHours() {
    return windowHours;
  }

  public void setWindowHours(int windowHours) {
    this.windowHours = windowHours;
  }

  public long getOverlap() {
    return overlap;
  }

  public void setOverlap(long overlap) {
    this.overlap = overlap;
  }

  public long getUpperBoundLag() {
    return upperBoundLag;
  }

  public void setUpperBoundLag(long upperBoundLag) {
    this.upperBoundLag = upperBoundLag;
  }

  public int getPageSize() {
    return pageSize;
  }

  public void setPageSize(int pageSize) {
    this.pageSize = pageSize;
  }

  public int getPollRetries() {
    return pollRetries;
  }

  public void setPollRetries(int pollRetries) {
    this.pollRetries = pollRetries;
  }

  public String getList() {
    return list;
  }

  public void setList(String list) {
    this.list = list;
  }

  public String getIdentifierField() {
    return identifierField;
  }

  public void setIdentifierField(String identifierField) {
    this.identifierField = identifierField;
  }

  public String getUpdateRule() {
    return updateRule;
  }

  public void setUpdateRule(String updateRule) {
    this.updateRule = updateRule;
  }

  public String getImportRule() {
    return importRule;
  }

  public void setImportRule(String importRule) {
    this.importRule = importRule;
  }

  public long getSyncPollDelay() {
    return syncPollDelay;
  }

  public void setSyncPollDelay(long syncPollDelay) {
    this.syncPollDelay = syncPollDelay;
  }

  public long getMaxSyncPollDelay() {
    return maxSyncPollDelay;
  }

  public void setMaxSyncPollDelay(long maxSyncPollDelay) {
    this.maxSyncPollDelay = maxSyncPollDelay;
  }

  public long getSyncTimeout() {
    return syncTimeout;
  }

  public void setSyncTimeout(long syncTimeout) {
    this.syncTimeout = syncTimeout;
  }

  public long getRequestTimeout() {
    return requestTimeout;
  }

  public void setRequestTimeout(long requestTimeout) {
    this.requestTimeout = requestTimeout;
  }

  public long getMaxRowsPerExport() {
    return maxRowsPerExport;
  }

  public void setMaxRowsPerExport(long maxRowsPerExport) {
    this.maxRowsPerExport = maxRowsPerExport;
  }

  public int getMaxBytesPerUpload() {
    return maxBytesPerUpload;
  }

  public void setMaxBytesPerUpload(int maxBytesPerUpload) {
    this.maxBytesPerUpload = maxBytesPerUpload;
  }

  public InstantSource getClock() {
    return clock;
  }

  public void setClock(InstantSource clock) {
    this.clock = clock;
  }

  public @Nullable ScheduledExecutorService getSyncScheduler() {
    return syncScheduler;
  }

  public void setSyncScheduler(@Nullable ScheduledExecutorService syncScheduler) {
    this.syncScheduler = syncScheduler;
  }
}
