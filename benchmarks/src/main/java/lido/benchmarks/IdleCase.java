package lido.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a pool costs while nobody uses it: heap, threads, CPU, wake-ups. Heap for each connection is
 * the slope between a pool of 8 and one of 56, less the driver's own; what is left at size 0 is the
 * pool's. Wake-ups and CPU are the scheduler's own counts of the threads that came with the pool.
 */
final class IdleCase {

  private static final int FEW = 8;
  private static final int MANY = 56;

  private static final int SETTLE_MILLIS = 50;

  /** So many at once, so that what else the heap does counts for little. */
  private static final int POOLS = 10;

  private IdleCase() {}

  static void run(Peer peer, int size, int settleMillis, int idleMillis) throws Exception {
    Set<String> before = tasks().keySet();
    // So that all classes are loaded.
    heapOf(peer, FEW);
    double raw = (double) (rawHeap(MANY) - rawHeap(FEW)) / (MANY - FEW);
    long few = heapOf(peer, FEW);
    long many = heapOf(peer, MANY);
    double slope = (double) (many - few) / (MANY - FEW);
    Result.put("B/connection", slope - raw);
    Result.put("B/pool", few - slope * FEW);

    Peers.Pool pool = openAndUse(peer, size);
    Pause.millis(settleMillis);
    Map<String, Task> start = tasks();
    start.keySet().removeAll(before);
    start.values().removeIf(Task::isOfTheJvm);
    Pause.millis(idleMillis);
    Map<String, Task> end = tasks();
    long wakeUps = 0;
    long cpu = 0;
    for (var each : start.entrySet()) {
      Task after = end.get(each.getKey());
      if (after != null) {
        wakeUps += after.switches - each.getValue().switches;
        cpu += after.cpu - each.getValue().cpu;
      }
    }
    Result.put("threads", start.size());
    Result.put("cpu us/s", cpu / 1e3 / (idleMillis / 1e3));
    Result.put("wake-ups/s", wakeUps / (idleMillis / 1e3));
    pool.close();
  }

  private static long heapOf(Peer peer, int size) throws Exception {
    long before = heap();
    var pools = new ArrayList<Peers.Pool>();
    for (int i = 0; i < POOLS; i++) {
      pools.add(openAndUse(peer, size));
    }
    long after = heap();
    for (Peers.Pool pool : pools) {
      pool.close();
    }
    return (after - before) / POOLS;
  }

  private static long rawHeap(int size) {
    long before = heap();
    var held = new Connection[size];
    for (int i = 0; i < size; i++) {
      held[i] = new StubConnection();
    }
    long after = heap();
    if (held[size - 1] == held[0]) {
      throw new IllegalStateException();
    }
    // Less the array: header and one reference each.
    return after - before - 16 - 4L * size;
  }

  private static Peers.Pool openAndUse(Peer peer, int size) throws Exception {
    StubDriver.opened = new CountDownLatch(size);
    Peers.Pool pool = Peers.open(peer, size, false);
    // Some open only when they are first asked.
    pool.source().getConnection().close();
    if (!StubDriver.opened.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException(peer + " did not open " + size);
    }
    // Agroal opens in the background, and a caller that comes in between may miss what was opened.
    Pause.millis(SETTLE_MILLIS);
    var held = new ArrayList<Connection>();
    for (int i = 0; i < size; i++) {
      held.add(pool.source().getConnection());
    }
    for (Connection each : held) {
      each.close();
    }
    return pool;
  }

  private static long heap() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Pause.millis(20);
      used = Math.min(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return used;
  }

  private record Task(String name, long switches, long cpu) {
    boolean isOfTheJvm() {
      return name.startsWith("C1 ")
          || name.startsWith("C2 ")
          || name.startsWith("GC ")
          || name.startsWith("G1 ")
          || name.startsWith("VM ")
          || name.startsWith("Attach ")
          || name.startsWith("Common-Cleaner");
    }
  }

  /** The threads of this process as the kernel knows them. */
  private static Map<String, Task> tasks() throws IOException {
    var tasks = new HashMap<String, Task>();
    try (Stream<Path> folders = Files.list(Path.of("/proc/self/task"))) {
      folders.forEach(folder -> read(folder, tasks));
    }
    return tasks;
  }

  private static void read(Path folder, Map<String, Task> tasks) {
    try {
      String name = Files.readString(folder.resolve("comm")).strip();
      List<String> status = Files.readAllLines(folder.resolve("status"));
      long switches =
          status.stream()
              .filter(line -> line.startsWith("voluntary_ctxt_switches"))
              .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
              .findFirst()
              .orElse(0);
      long cpu =
          Long.parseLong(Files.readString(folder.resolve("schedstat")).split(" ", 2)[0].strip());
      tasks.put(folder.getFileName().toString(), new Task(name, switches, cpu));
    } catch (NoSuchFileException e) {
      // It ended meanwhile.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
