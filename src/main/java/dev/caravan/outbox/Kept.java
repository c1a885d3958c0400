package dev.caravan.outbox;

import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A decision on hold, in a form that takes up little memory where there may be one for everybody. */
sealed interface Kept {
  Decision decision();

  Decision.Kind kind();

  /** As it was made. */
  record Plain(Decision decision) implements Kept {
    @Override
    public Decision.Kind kind() {
      return decision.kind();
    }

    /** The same in a third of the memory; for scores, which there is one of for everybody and which carry long texts. */
    Kept packed() {
      return decision instanceof Decision.Score score ? new Score(score.id(), score.subject(), score.at(),
          deflated(Payloads.write(Payloads.because(score.because())) + '\n' + Payloads.write(score.fields()))) : this;
    }
  }

  /** A score whose values and reason are deflated JSON, a line each. */
  record Score(String id, String subject, long at, byte[] packed) implements Kept {
    @Override
    public Decision.Kind kind() {
      return Decision.Kind.SCORE;
    }

    @Override
    public Decision decision() {
      String text = inflated(packed);
      int end = text.indexOf('\n');
      Because because = Payloads.because(text.substring(0, end));
      Map<String, Object> shown = new LinkedHashMap<>(Payloads.read(text.substring(end + 1)));
      Object email = shown.remove("email");
      return new Decision.Score(id, subject, at, because, email == null ? "" : email.toString(), shown);
    }
  }

  private static byte[] deflated(String text) {
    var deflater = new Deflater(Deflater.BEST_SPEED);
    var bytes = new ByteArrayOutputStream(text.length() / 2);
    try (var out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory is no file", e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static String inflated(byte[] packed) {
    try (var in = new InflaterInputStream(new java.io.ByteArrayInputStream(packed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("memory is no file", e);
    }
  }
}
