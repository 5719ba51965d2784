@NullMarked
package lido.providers;

import org.jspecify.annotations.NullMarked;
