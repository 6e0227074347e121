package dev.jepa.examples.progress;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * How wide the terminal behind standard error is now, in characters: what the terminal says, else the variable COLUMNS, else 80.
 *
 * <p>The terminal is only asked, never set: libraries that do more take signals away from the virtual machine.
 */
final class TerminalColumns implements IntSupplier {
    private static final int USUAL = 80;
    private static final int STANDARD_ERROR = 2;
    private static final NativeLong TIOCGWINSZ = new NativeLong(Platform.isMac() ? 0x40087468L : 0x5413L);
    private static final int WINSIZE_BYTES = 8;
    private static final int COLUMNS_AT = 2;

    private final Optional<LibC> libc = libc();

    /** Of the C library. */
    interface LibC extends Library {
        /** See its manual page. */
        int ioctl(int file, NativeLong request, Object... arguments);
    }

    private static Optional<LibC> libc() {
        try {
            return Platform.isWindows() ? Optional.empty() : Optional.of(Native.load("c", LibC.class));
        } catch (LinkageError e) {
            return Optional.empty(); // a folder for temporary files from which nothing may be loaded, for example
        }
    }

    @Override
    public int getAsInt() {
        return libc.map(TerminalColumns::asked).filter(width -> width > 0).orElseGet(TerminalColumns::said);
    }

    private static int asked(LibC libc) {
        try (Memory size = new Memory(WINSIZE_BYTES)) {
            return libc.ioctl(STANDARD_ERROR, TIOCGWINSZ, size) == 0
                    ? Short.toUnsignedInt(size.getShort(COLUMNS_AT))
                    : 0;
        }
    }

    private static int said() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : USUAL;
    }
}
