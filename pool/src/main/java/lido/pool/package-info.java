@NullMarked
package lido.pool;

import org.jspecify.annotations.NullMarked;
