package dev.jepa.core.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** Images of equal size stored one after the other in mapped files: label bytes, then [C, H, W] bytes. */
final class RecordDataset implements ImageDataset {
    /**
     * @param labelBytes bytes before the pixels
     * @param labelAt which of them is the label
     */
    record Layout(int labelBytes, int labelAt, int channels, int height, int width, int recordsPerFile) {
        int pixelBytes() {
            return channels * height * width;
        }

        int recordBytes() {
            return labelBytes + pixelBytes();
        }

        long fileBytes() {
            return (long) recordBytes() * recordsPerFile;
        }
    }

    private final String name;
    private final Path folder;
    private final Layout layout;
    private final List<Path> files;
    private final List<ByteBuffer> maps;
    private final List<String> classNames;

    RecordDataset(
            String name, Path folder, Layout layout, List<String> fileNames, List<String> classNames, String advice) {
        this.name = name;
        this.folder = folder;
        this.layout = layout;
        this.files = fileNames.stream().map(folder::resolve).toList();
        this.maps = files.stream()
                .map(file -> DataFile.map(file, layout.fileBytes(), advice))
                .toList();
        this.classNames = List.copyOf(classNames);
    }

    @Override
    public int size() {
        return files.size() * layout.recordsPerFile();
    }

    @Override
    public Image image(int index) {
        byte[] pixels = new byte[layout.pixelBytes()];
        map(index).get(offset(index) + layout.labelBytes(), pixels);
        return Image.of(layout.channels(), layout.height(), layout.width(), pixels);
    }

    @Override
    public int label(int index) {
        int label = map(index).get(offset(index) + layout.labelAt()) & 0xff;
        if (label >= classNames.size()) {
            throw new DataException(
                    "%s has the label %d but labels must be from 0 to %d.\nMaybe the file is damaged; bring it again."
                            .formatted(describe(index), label, classNames.size() - 1));
        }
        return label;
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public String describe(int index) {
        return "%s, record %d"
                .formatted(
                        files.get(ImageIndex.of(index, this) / layout.recordsPerFile()),
                        index % layout.recordsPerFile());
    }

    /** The fingerprint covers file names and all content. */
    @Override
    public Provenance provenance() {
        Fingerprint fingerprint = new Fingerprint();
        for (int f = 0; f < files.size(); f++) {
            ByteBuffer map = maps.get(f);
            fingerprint
                    .add(files.get(f).getFileName().toString())
                    .add(map.capacity())
                    .add(map.duplicate());
        }
        return new Provenance(name, folder.toString(), size(), fingerprint.hex());
    }

    private ByteBuffer map(int index) {
        return maps.get(ImageIndex.of(index, this) / layout.recordsPerFile());
    }

    private int offset(int index) {
        return index % layout.recordsPerFile() * layout.recordBytes();
    }
}
