package dev.jepa.models.video;

import dev.jepa.core.nn.BasicBlock;
import dev.jepa.core.nn.BatchNorm;
import dev.jepa.core.nn.Conv2d;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.nn.TransposedConv2d;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Resampling;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/**
 * U-Net of residual blocks (arXiv 1505.04597): maps [B, in, H, W] to maps of the same size [B, out, H, W].
 *
 * <p>Down over h, 2 h, 4 h and 8 h channels, halving the sides; up again by transposed convolutions, each joined with the maps
 * of its size from the way down. Where sides are odd, what comes up is resized bilinearly. Parts {@code conv1}, {@code bn1},
 * {@code enc1} …, {@code bott}, {@code up3}, {@code dec3} …, {@code head} as in eb_jepa's ResUNet.
 */
public final class ResUNet extends Module {
    private static final Window DOUBLE = Window.DEFAULT.withStride(2);

    private final Conv2d conv1;
    private final BatchNorm bn1;
    private final BasicBlock enc1;
    private final BasicBlock enc2;
    private final BasicBlock enc3;
    private final BasicBlock bott;
    private final TransposedConv2d up3;
    private final BasicBlock dec3;
    private final TransposedConv2d up2;
    private final BasicBlock dec2;
    private final TransposedConv2d up1;
    private final BasicBlock dec1;
    private final Conv2d head;

    /** With h = {@code width}. */
    public ResUNet(int in, int width, int out, Init init) {
        int h = width;
        conv1 = child("conv1", ResNet5.stem(in, h, init.at("conv1")));
        bn1 = child("bn1", new BatchNorm(h, init.at("bn1")));
        enc1 = child("enc1", new BasicBlock(h, h, 1, init.at("enc1")));
        enc2 = child("enc2", new BasicBlock(h, 2 * h, 2, init.at("enc2")));
        enc3 = child("enc3", new BasicBlock(2 * h, 4 * h, 2, init.at("enc3")));
        bott = child("bott", new BasicBlock(4 * h, 8 * h, 2, init.at("bott")));
        up3 = child("up3", new TransposedConv2d(8 * h, 4 * h, 2, DOUBLE, init.at("up3")));
        dec3 = child("dec3", new BasicBlock(8 * h, 4 * h, 1, init.at("dec3")));
        up2 = child("up2", new TransposedConv2d(4 * h, 2 * h, 2, DOUBLE, init.at("up2")));
        dec2 = child("dec2", new BasicBlock(4 * h, 2 * h, 1, init.at("dec2")));
        up1 = child("up1", new TransposedConv2d(2 * h, h, 2, DOUBLE, init.at("up1")));
        dec1 = child("dec1", new BasicBlock(2 * h, h, 1, init.at("dec1")));
        head = child("head", new Conv2d(h, out, 1, Window.DEFAULT, init.at("head")));
    }

    /** [B, in, H, W] to [B, out, H, W]. */
    public Tensor forward(Tensor x, Mode mode) {
        Tensor first = enc1.forward(bn1.forwardRelu(conv1.forward(x), mode), mode); // [B, h, H, W]
        Tensor second = enc2.forward(first, mode); // [B, 2 h, H/2, W/2]
        Tensor third = enc3.forward(second, mode); // [B, 4 h, H/4, W/4]
        Tensor bottom = bott.forward(third, mode); // [B, 8 h, H/8, W/8]
        Tensor y = dec3.forward(join(up3.forward(bottom), third), mode); // [B, 4 h, H/4, W/4]
        y = dec2.forward(join(up2.forward(y), second), mode); // [B, 2 h, H/2, W/2]
        y = dec1.forward(join(up1.forward(y), first), mode); // [B, h, H, W]
        return head.forward(y); // [B, out, H, W]
    }

    private static Tensor join(Tensor up, Tensor skip) {
        int height = (int) skip.size(2);
        int width = (int) skip.size(3);
        boolean fits = up.size(2) == height && up.size(3) == width;
        Tensor sized = fits ? up : Resampling.interpolate(up, height, width, Resampling.Filter.BILINEAR);
        return Tensors.concat(List.of(sized, skip), 1);
    }
}
