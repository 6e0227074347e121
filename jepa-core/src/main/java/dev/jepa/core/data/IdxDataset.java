package dev.jepa.core.data;

import java.nio.file.Path;
import java.util.List;

/** A pair of IDX files: images of rank 3 and labels of rank 1. */
final class IdxDataset implements ImageDataset {
    private final String name;
    private final IdxFile images;
    private final IdxFile labels;
    private final List<String> classNames;

    IdxDataset(String name, Path imageFile, Path labelFile, List<String> classNames, String advice) {
        this.name = name;
        this.images = IdxFile.read(imageFile, 3, advice);
        this.labels = IdxFile.read(labelFile, 1, advice);
        this.classNames = List.copyOf(classNames);
        if (images.dimension(0) != labels.dimension(0)) {
            throw new DataException("%s has %,d images but %s has %,d labels.\n%s"
                    .formatted(imageFile, images.dimension(0), labelFile, labels.dimension(0), advice));
        }
        for (int i = 0; i < size(); i++) {
            if (label(i) >= classNames.size()) {
                throw new DataException("%s has the label %d at record %d but labels must be from 0 to %d.\n%s"
                        .formatted(labelFile, label(i), i, classNames.size() - 1, advice));
            }
        }
    }

    @Override
    public int size() {
        return images.dimension(0);
    }

    @Override
    public Image image(int index) {
        int height = images.dimension(1);
        int width = images.dimension(2);
        return Image.of(1, height, width, images.slice(ImageIndex.of(index, this) * height * width, height * width));
    }

    @Override
    public int label(int index) {
        return labels.value(ImageIndex.of(index, this));
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public String describe(int index) {
        return "%s, record %d".formatted(images.file(), ImageIndex.of(index, this));
    }

    /** The fingerprint covers both files whole. */
    @Override
    public Provenance provenance() {
        String fingerprint =
                new Fingerprint().add(images.content()).add(labels.content()).hex();
        return new Provenance(name, images.file().toString(), size(), fingerprint);
    }
}
