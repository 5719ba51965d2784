@NullMarked
package lido.server;

import org.jspecify.annotations.NullMarked;
