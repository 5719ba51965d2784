@NullMarked
package lido.container;

import org.jspecify.annotations.NullMarked;
