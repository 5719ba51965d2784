package lido.container;

import com.google.inject.Binding;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Scopes;
import com.google.inject.spi.DefaultBindingTargetVisitor;
import com.google.inject.spi.ExposedBinding;
import com.google.inject.spi.InstanceBinding;
import com.google.inject.spi.LinkedKeyBinding;
import java.util.ArrayList;
import java.util.List;
import lido.pool.PoolInterface;
import lido.pool.TaskPool;
import lido.pool.WorkerPool;

/**
 * Finds the bindings of an injector and of its parents that give a {@link PoolInterface}. It makes
 * nothing: it reads declarations. A binding counts when
 *
 * <ul>
 *   <li>the type of its key is a pool; of a provider and of a provider method, that is all there is
 *       to read;
 *   <li>its instance is a pool;
 *   <li>it is linked to a binding that counts, or exposes one of a private module.
 * </ul>
 */
final class PoolScan {

  private PoolScan() {}

  static List<Binding<?>> poolsOf(Injector injector) {
    var found = new ArrayList<Binding<?>>();
    for (Injector from = injector; from != null; from = from.getParent()) {
      for (var binding : from.getAllBindings().values()) {
        if (isPool(binding, from)) {
          found.add(binding);
        }
      }
    }
    return found;
  }

  /** Returns whether the type of a binding's key is a pool. */
  static boolean isPool(Binding<?> binding) {
    return isPool(binding.getKey());
  }

  /** Returns why a pool's binding cannot be opened at the start; empty if it can. */
  static String complaint(Binding<?> binding) {
    return Scopes.isSingleton(binding)
        ? ""
        : """
          %s is bound without a scope: each injection makes another pool, and the one that was \
          opened at the start would serve nobody
            where: %s
            fix:   bind it in(Singleton.class), or write @Singleton at its class"""
            .formatted(Failures.name(binding.getKey()), Failures.place(binding.getSource()));
  }

  /** Returns the contradiction in the markers of a pool; empty if there is none. */
  static String complaint(PoolInterface pool) {
    return pool instanceof WorkerPool && pool instanceof TaskPool
        ? """
          %s is a WorkerPool and a TaskPool, which exclude each other
            fix:   implement one of the two, or PoolInterface to have it opened in every worker"""
            .formatted(pool.getClass().getName())
        : "";
  }

  private static boolean isPool(Key<?> key) {
    return PoolInterface.class.isAssignableFrom(key.getTypeLiteral().getRawType());
  }

  private static boolean isPool(Binding<?> binding, Injector injector) {
    return isPool(binding) || leadsToPool(binding, injector);
  }

  private static <T> boolean leadsToPool(Binding<T> binding, Injector injector) {
    return binding.acceptTargetVisitor(
        new DefaultBindingTargetVisitor<T, Boolean>() {
          @Override
          public Boolean visit(InstanceBinding<? extends T> bound) {
            return bound.getInstance() instanceof PoolInterface;
          }

          @Override
          public Boolean visit(LinkedKeyBinding<? extends T> bound) {
            return isPool(injector.getBinding(bound.getLinkedKey()), injector);
          }

          @Override
          public Boolean visit(ExposedBinding<? extends T> bound) {
            var inside = bound.getPrivateElements().getInjector();
            return isPool(inside.getBinding(bound.getKey()), inside);
          }

          @Override
          protected Boolean visitOther(Binding<? extends T> bound) {
            return false;
          }
        });
  }
}
