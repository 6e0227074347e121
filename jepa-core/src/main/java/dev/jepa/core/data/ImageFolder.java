package dev.jepa.core.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of images: JPEG, PNG, BMP, GIF, WebP and TIFF at any depth, decoded when asked for.
 *
 * <p>The first folder below the root is an image's class; a folder without sub-folders is unlabelled. Opening reads every file's
 * header: files that fail, and links that lead nowhere, are named in the log and in {@link #skipped()} and left out, or are a
 * {@link DataException} when strict. A class of which no image can be read is a {@code DataException} in any case.
 * A file whose header is sound but whose content is not fails when it is decoded: with an {@link UnreadableImageException}, which a
 * loader skips, or when strict with a plain {@link DataException}.
 */
public final class ImageFolder implements ImageDataset {
    private static final Logger LOG = LoggerFactory.getLogger(ImageFolder.class);

    /** A file that was left out, and why. */
    public record Skipped(Path file, String reason) {}

    private record Entry(Path file, int label, ImageDecoder.Size size) {}

    private record Probe(Path file, ImageDecoder.@Nullable Size size, String failure) {
        static Probe of(Path file, boolean upright) {
            try {
                return new Probe(file, ImageDecoder.size(file, upright), "");
            } catch (UnreadableImageException e) {
                return new Probe(file, null, String.valueOf(e.getMessage()));
            }
        }
    }

    private final Path root;
    private final FolderOptions options;
    private final List<String> classNames;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private int beside;

    private ImageFolder(Path root, FolderOptions options) {
        this.root = root;
        this.options = options;
        FolderScan scan = FolderScan.of(root);
        ClassFolders classes = new ClassFolders(root, scan.files());
        this.classNames = classes.names();
        scan.unreachable().forEach(missing -> skip(missing.file(), missing.reason()));
        scan.files().parallelStream()
                .map(file -> Probe.of(file, options.upright()))
                .toList()
                .forEach(probe -> add(probe, classes.nameOf(probe.file())));
        if (entries.isEmpty()) {
            throw new DataException("none of the %d image files of %s can be read; the first failure: %s"
                    .formatted(skipped.size(), root, skipped.get(0).reason()));
        }
        requireMoreInClassesThanBeside();
        requireOneInEach(classes.folders());
        if (options.equalSizes()) {
            requireEqualSizes();
        }
    }

    /** Skips unreadable files; colour; any sizes. */
    public static ImageFolder open(Path root) {
        return open(root, FolderOptions.DEFAULT);
    }

    public static ImageFolder open(Path root, FolderOptions options) {
        return new ImageFolder(root, options);
    }

    private void add(Probe probe, String className) {
        if (probe.size() == null) {
            skip(probe.file(), probe.failure());
        } else if (className.isEmpty() && !classNames.isEmpty()) {
            beside++;
            skip(
                    probe.file(),
                    "image %s lies beside the class folders, so that it has no class.\nMaybe move it into one."
                            .formatted(probe.file()));
        } else {
            entries.add(new Entry(probe.file(), Collections.binarySearch(classNames, className), probe.size()));
        }
    }

    private void requireMoreInClassesThanBeside() {
        if (beside > entries.size()) {
            throw new DataException(
                    "%,d images lie in %s itself and only %,d in its folders, so that it is unclear whether these are classes.\nMaybe move the folders away, or the images into them."
                            .formatted(beside, root, entries.size()));
        }
    }

    /** Of each class one image is decoded: judgements by classes of which nothing is seen would all be too good. */
    private void requireOneInEach(List<Path> classFolders) {
        Map<Integer, List<Entry>> classes = entries.stream().collect(Collectors.groupingBy(Entry::label));
        IntStream.range(0, classFolders.size())
                .parallel()
                .mapToObj(label -> whyUnreadable(classFolders.get(label), classes.getOrDefault(label, List.of())))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(reason -> {
                    throw new DataException(reason);
                });
    }

    private Optional<String> whyUnreadable(Path folder, List<Entry> members) {
        Optional<String> failure = skipped.stream()
                .filter(missing -> missing.file().startsWith(folder))
                .map(Skipped::reason)
                .findFirst();
        for (Entry entry : members) {
            try {
                ImageDecoder.decode(entry.file(), options.channels(), options.upright());
                return Optional.empty();
            } catch (UnreadableImageException e) {
                failure = failure.or(() -> Optional.ofNullable(e.getMessage()));
            }
        }
        return Optional.of(
                "class folder %s has no image that can be read; the first failure: %s\nMaybe bring its images again, or move the folder away."
                        .formatted(
                                folder,
                                failure.orElseThrow().lines().findFirst().orElseThrow()));
    }

    private void skip(Path file, String reason) {
        if (options.strict()) {
            throw new DataException(reason);
        }
        LOG.warn("Skipped: {}", reason);
        skipped.add(new Skipped(file, reason));
    }

    private void requireEqualSizes() {
        Entry first = entries.get(0);
        for (Entry entry : entries) {
            if (!entry.size().equals(first.size())) {
                throw new DataException(
                        "image %s is %dx%d but %s is %dx%d (height x width), and all must have one size.\nMaybe use an augmentation that resizes."
                                .formatted(
                                        entry.file(),
                                        entry.size().height(),
                                        entry.size().width(),
                                        first.file(),
                                        first.size().height(),
                                        first.size().width()));
            }
        }
    }

    /** The files that were left out when the folder was opened. */
    public List<Skipped> skipped() {
        return List.copyOf(skipped);
    }

    /** Reads the files' headers again. */
    @Override
    public ImageDataset asStored() {
        return options.upright() ? open(root, options.withUpright(false)) : this;
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public Image image(int index) {
        try {
            return ImageDecoder.decode(entry(index).file(), options.channels(), options.upright());
        } catch (UnreadableImageException e) {
            throw options.strict() ? new DataException(String.valueOf(e.getMessage()), e) : e;
        }
    }

    @Override
    public int label(int index) {
        return entry(index).label();
    }

    private Entry entry(int index) {
        return entries.get(ImageIndex.of(index, this));
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public String describe(int index) {
        return entry(index).file().toString();
    }

    /** The fingerprint covers relative paths, image sizes, and the length and end of every file. */
    @Override
    public Provenance provenance() {
        List<String> ends = entries.parallelStream()
                .map(entry -> Fingerprint.ofEnd(entry.file()))
                .toList();
        Fingerprint fingerprint = new Fingerprint();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            fingerprint
                    .add(ends.get(i))
                    .add(FolderScan.key(root, entry.file()))
                    .add(entry.size().height())
                    .add(entry.size().width());
        }
        return new Provenance("image folder", root.toString(), size(), fingerprint.hex());
    }
}
