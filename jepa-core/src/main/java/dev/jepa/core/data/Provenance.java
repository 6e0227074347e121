package dev.jepa.core.data;

/**
 * Where the data of a run came from, for its provenance record.
 *
 * @param name of the data set and part, such as "CIFAR-10 train"
 * @param location folder or file it was read from
 * @param images how many
 * @param fingerprint hash of what identifies the content (see the data set), hexadecimal
 */
public record Provenance(String name, String location, int images, String fingerprint) {}
