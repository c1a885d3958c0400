package dev.caravan.connectors.salesforce;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** The reply to a login made by {@link Login}, in the form in which the library's session takes it: status 200 and a body. */
record TokenReply(String body) implements ContentResponse {
  @Override
  public @Nullable Request getRequest() {
    return null; // it was made by another client; the session does not ask
  }

  @Override
  public HttpVersion getVersion() {
    return HttpVersion.HTTP_1_1;
  }

  @Override
  public int getStatus() {
    return 200;
  }

  @Override
  public String getReason() {
    return "OK";
  }

  @Override
  public HttpFields getHeaders() {
    return HttpFields.EMPTY;
  }

  @Override
  public HttpFields getTrailers() {
    return HttpFields.EMPTY;
  }

  @Override
  public CompletableFuture<Boolean> abort(Throwable cause) {
    return CompletableFuture.completedFuture(false);
  }

  @Override
  public String getMediaType() {
    return "application/json";
  }

  @Override
  public String getEncoding() {
    return "UTF-8";
  }

  @Override
  public byte[] getContent() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String getContentAsString() {
    return body;
  }

  @Override
  public String toString() {
    return "TokenReply"; // the body is a secret
  }
}
