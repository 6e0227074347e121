package dev.jepa.core.config;

import java.util.Locale;

/** Names in JSON: {@code WarmupCosine} and {@code WARMUP_COSINE} are both {@code warmup-cosine}. */
final class KebabCase {
    private KebabCase() {}

    static String ofConstant(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String ofType(Class<?> type) {
        String name = type.getSimpleName();
        StringBuilder kebab = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (i > 0 && startsWord(name, i)) {
                kebab.append('-');
            }
            kebab.append(Character.toLowerCase(name.charAt(i)));
        }
        return kebab.toString();
    }

    /** A capital after a small letter, or the last capital of a run: {@code SmoothL1}, {@code VITSmall}, {@code Conv2D}. */
    private static boolean startsWord(String name, int index) {
        if (!Character.isUpperCase(name.charAt(index))) {
            return false;
        }
        boolean beforeSmall = index + 1 < name.length() && Character.isLowerCase(name.charAt(index + 1));
        return Character.isLowerCase(name.charAt(index - 1)) || beforeSmall;
    }
}
