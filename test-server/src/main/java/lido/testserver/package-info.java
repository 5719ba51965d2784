@NullMarked
package lido.testserver;

import org.jspecify.annotations.NullMarked;
