package dev.caravan.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of several records: the number of its type, then the record. */
final class Choice extends Coder {
  private final int number;
  private final String name;
  private final Map<Class<?>, RecordCoder> byType = new HashMap<>();
  private @Nullable RecordCoder[] byNumber = {};

  Choice(int number, String name) {
    this.number = number;
    this.name = name;
  }

  void members(List<RecordCoder> members) {
    byNumber = new RecordCoder[members.stream().mapToInt(RecordCoder::number).max().orElse(0) + 1];
    members.forEach(member -> {
      byType.put(member.type(), member);
      byNumber[member.number()] = member;
    });
  }

  @Override
  void write(Bytes out, Object value) {
    RecordCoder member = byType.get(value.getClass());
    if (member == null) {
      throw new IllegalArgumentException("no room has registered " + TypeTable.name(value.getClass()) + " as a " + name);
    }
    out.putPlain(member.number());
    member.write(out, value);
  }

  @Override
  Object read(Bytes in) {
    long read = in.getPlain();
    RecordCoder member = read < 0 || read >= byNumber.length ? null : byNumber[(int) read];
    if (member == null) {
      throw new IllegalArgumentException("these bytes hold type " + read + ", which is no " + name + " this version of Caravan knows");
    }
    return member.read(in);
  }

  @Override
  String kind() {
    return "choice " + number;
  }
}
