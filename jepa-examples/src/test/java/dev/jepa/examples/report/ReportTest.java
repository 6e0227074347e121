package dev.jepa.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportTest {
    private static Report sample(Path folder) {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 2, 0x123456);
        return new Report("tiny <script>", "a & b")
                .figures(new Summary().put("loss", 0.5))
                .section("Curves")
                .charts(List.of(
                        LineChart.of(
                                "Loss",
                                "step",
                                List.of(
                                        Curve.of("a<b", new double[] {0, 1, 2}, new double[] {1, 2, 3}),
                                        Curve.of("c", new double[] {0, 2}, new double[] {3, 1}))),
                        LineChart.of("never recorded", "step", List.of(Curve.of("x", new double[0], new double[0])))))
                .pictures(40, List.of(new Picture("one", image)))
                .table(Table.of("features", "top-1").row("pixels", 0.408))
                .details("Configuration", "{\"a\": 1}")
                .links(folder);
    }

    @Test
    void asksTheNetworkForNothing(@TempDir Path folder) {
        String html = sample(folder).toHtml();
        assertThat(html).doesNotContain("http://", "https://", "//cdn", "<script", "@import", "url(");
        Matcher sources = Pattern.compile("src=\"([^\"]{0,22})").matcher(html);
        assertThat(sources.results()).hasSize(1).allMatch(m -> m.group(1).equals("data:image/png;base64,"));
    }

    @Test
    void picturesAreInThePageBitForBit(@TempDir Path folder) throws IOException {
        Matcher data = Pattern.compile("base64,([^\"]+)").matcher(sample(folder).toHtml());
        assertThat(data.find()).isTrue();
        BufferedImage read =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data.group(1))));
        assertThat(read.getRGB(1, 2) & 0xffffff).isEqualTo(0x123456);
    }

    @Test
    void textIsEscapedAndTagsAreBalanced(@TempDir Path folder) throws Exception {
        String html = sample(folder).toHtml();
        String body = html.substring(html.indexOf("<main>"), html.indexOf("</main>") + 7)
                .replaceAll("(<img [^>]*)>", "$1/>");
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("tiny <script>");
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(2);
    }

    @Test
    void linksWhatLiesBesideIt(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("checkpoints"));
        Files.writeString(folder.resolve("metrics.jsonl"), "");
        Files.writeString(folder.resolve(".lock"), "");
        sample(folder).write(folder);

        assertThat(folder.resolve("report.html"))
                .content()
                .contains("href=\"checkpoints/\"", "href=\"metrics.jsonl\"")
                .doesNotContain(".lock");
    }

    @Test
    void rowsMustFitTheColumns() {
        assertThatThrownBy(() -> Table.of("a", "b").row(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The table has 2 columns but the row has 1 cells.");
    }

    @Test
    void picturesOfTensorsClampAndRound() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor gray = Tensors.of(new float[] {-1, 0.5f, 2, 1}, 1, 2, 2);
            BufferedImage picture = Pixels.of(gray);
            assertThat(picture.getRGB(0, 0) & 0xffffff).isEqualTo(0x000000);
            assertThat(picture.getRGB(1, 0) & 0xffffff).isEqualTo(0x808080);
            assertThat(picture.getRGB(0, 1) & 0xffffff).isEqualTo(0xffffff);
        }
    }
}
