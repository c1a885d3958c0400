package dev.caravan.host.flink;

import dev.caravan.codec.Codec;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/** What a job told, as files: each entry its length and its bytes, in files that become visible with a checkpoint. */
final class ToldFiles {
  private ToldFiles() {}

  static FileSink<Told> sink(Path folder) {
    return FileSink.<Told>forRowFormat(new org.apache.flink.core.fs.Path(folder.toUri()), (told, stream) -> {
      byte[] bytes = FlinkTypes.codecs().of(Told.class).encode(told);
      var out = new DataOutputStream(stream);
      out.writeInt(bytes.length);
      out.write(bytes);
    }).withBucketAssigner(new BasePathBucketAssigner<>()).withRollingPolicy(OnCheckpointRollingPolicy.build()).build();
  }

  /** Reads what an ended job told, in no certain order. */
  static void read(Path folder, Consumer<Told> told) throws IOException {
    List<Path> finished;
    try (Stream<Path> files = Files.list(folder)) {
      finished = files.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    }
    Codec<Told> codec = FlinkTypes.codecs().of(Told.class);
    for (Path file : finished) {
      try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
        for (long left = Files.size(file); left > 0;) {
          var bytes = new byte[in.readInt()];
          in.readFully(bytes);
          told.accept(codec.decode(bytes));
          left -= Integer.BYTES + bytes.length;
        }
      }
    }
  }
}
