package lido.benchmarks;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** Virtual threads where the JVM has them: the source level is 17. */
final class VirtualThreads {

  private static final @Nullable MethodHandle START = find();

  private VirtualThreads() {}

  private static @Nullable MethodHandle find() {
    // On 19 and 20 they are a preview.
    if (Runtime.version().feature() < 21) {
      return null;
    }
    try {
      return MethodHandles.lookup()
          .findStatic(Thread.class, "startVirtualThread", methodType(Thread.class, Runnable.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  static boolean exist() {
    return START != null;
  }

  static Thread start(Runnable work) {
    MethodHandle start = START;
    if (start == null) {
      throw new IllegalStateException("this JVM has no virtual threads");
    }
    try {
      return (Thread) start.invokeExact(work);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot start a virtual thread", e);
    }
  }
}
