package dev.jepa.core.tensor;

/** Arithmetic and functions of each element; shapes broadcast as in PyTorch. */
abstract sealed class ElementwiseOps permits ReductionOps {
    private static final Script SCRIPT = Script.load("elementwise", "Tensor");

    abstract Tensor self();

    /** x + y, broadcast. */
    public Tensor add(Tensor y) {
        return Tensor.binary("add", self(), y, LibTorch::add);
    }

    /** x - y, broadcast. */
    public Tensor sub(Tensor y) {
        return Tensor.binary("sub", self(), y, LibTorch::sub);
    }

    /** x * y, broadcast. */
    public Tensor mul(Tensor y) {
        return Tensor.binary("mul", self(), y, LibTorch::mul);
    }

    /** x / y (true division), broadcast. */
    public Tensor div(Tensor y) {
        return Tensor.binary("div", self(), y, LibTorch::div);
    }

    /** x + y. */
    public Tensor add(double y) {
        return SCRIPT.call("add_number", self(), y);
    }

    /** x + y, keeping integer types. */
    public Tensor add(long y) {
        return SCRIPT.call("add_integer", self(), y);
    }

    /** x - y. */
    public Tensor sub(double y) {
        return SCRIPT.call("add_number", self(), -y);
    }

    /** x - y, keeping integer types. */
    public Tensor sub(long y) {
        return SCRIPT.call("add_integer", self(), -y);
    }

    /** y - x. */
    public Tensor subtractFrom(double y) {
        return SCRIPT.call("rsub_number", self(), y);
    }

    /** x * y. */
    public Tensor mul(double y) {
        return SCRIPT.call("mul_number", self(), y);
    }

    /** x * y, keeping integer types. */
    public Tensor mul(long y) {
        return SCRIPT.call("mul_integer", self(), y);
    }

    /** x / y. */
    public Tensor div(double y) {
        return SCRIPT.call("div_number", self(), y);
    }

    /** x^y for a number y. */
    public Tensor pow(double y) {
        return SCRIPT.call("pow_number", self(), y);
    }

    /** x^y, broadcast. */
    public Tensor pow(Tensor y) {
        return SCRIPT.call("pow", self(), y);
    }

    /** The larger of x and y, broadcast; on ties half of the gradient each. */
    public Tensor maximum(Tensor y) {
        return SCRIPT.call("maximum", self(), y);
    }

    /** The smaller of x and y, broadcast; on ties half of the gradient each. */
    public Tensor minimum(Tensor y) {
        return SCRIPT.call("minimum", self(), y);
    }

    /** x limited to [low, high]; infinities leave a side open. */
    public Tensor clamp(double low, double high) {
        return SCRIPT.call("clamp_number", self(), low, high);
    }

    /** x modulo y, with the sign of y. */
    public Tensor remainder(double y) {
        return SCRIPT.call("remainder_number", self(), y);
    }

    /** Gaussian error linear unit, exact: x Phi(x) (arXiv 1606.08415). */
    public Tensor gelu() {
        return SCRIPT.call("gelu", self(), "none");
    }

    /** Gaussian error linear unit by the tanh approximation. */
    public Tensor geluTanh() {
        return SCRIPT.call("gelu", self(), "tanh");
    }

    /** |x|. */
    public Tensor abs() {
        return SCRIPT.call("abs", self());
    }

    /** -1, 0 or 1 (gradient 0). */
    public Tensor sign() {
        return SCRIPT.call("sign", self());
    }

    /** e^x. */
    public Tensor exp() {
        return SCRIPT.call("exp", self());
    }

    /** e^x - 1, exact near 0. */
    public Tensor expm1() {
        return SCRIPT.call("expm1", self());
    }

    /** ln x. */
    public Tensor log() {
        return SCRIPT.call("log", self());
    }

    /** ln(1 + x), exact near 0. */
    public Tensor log1p() {
        return SCRIPT.call("log1p", self());
    }

    /** Square root. */
    public Tensor sqrt() {
        return SCRIPT.call("sqrt", self());
    }

    /** 1 / sqrt(x). */
    public Tensor rsqrt() {
        return SCRIPT.call("rsqrt", self());
    }

    /** x^2. */
    public Tensor square() {
        return SCRIPT.call("square", self());
    }

    /** 1 / x. */
    public Tensor reciprocal() {
        return SCRIPT.call("reciprocal", self());
    }

    /** Sine. */
    public Tensor sin() {
        return SCRIPT.call("sin", self());
    }

    /** Cosine. */
    public Tensor cos() {
        return SCRIPT.call("cos", self());
    }

    /** Hyperbolic tangent. */
    public Tensor tanh() {
        return SCRIPT.call("tanh", self());
    }

    /** Error function. */
    public Tensor erf() {
        return SCRIPT.call("erf", self());
    }

    /** Largest integer {@code <= x} (gradient 0). */
    public Tensor floor() {
        return SCRIPT.call("floor", self());
    }

    /** Nearest integer, halves to even (gradient 0). */
    public Tensor round() {
        return SCRIPT.call("round", self());
    }

    /** 1 / (1 + e^-x). */
    public Tensor sigmoid() {
        return SCRIPT.call("sigmoid", self());
    }

    /** max(x, 0). */
    public Tensor relu() {
        return SCRIPT.call("relu", self());
    }

    /** x sigmoid(x). */
    public Tensor silu() {
        return SCRIPT.call("silu", self());
    }

    /** ln(1 + e^x). */
    public Tensor softplus() {
        return SCRIPT.call("softplus", self());
    }

    /** -x. */
    public Tensor neg() {
        return SCRIPT.call("neg", self());
    }

    /** Whether x == y, as booleans, broadcast. */
    public Tensor eq(Tensor y) {
        return SCRIPT.call("eq", self(), y);
    }

    /** Whether x == y, as booleans. */
    public Tensor eq(double y) {
        return SCRIPT.call("eq_number", self(), y);
    }

    /** Whether x != y, as booleans, broadcast. */
    public Tensor ne(Tensor y) {
        return SCRIPT.call("ne", self(), y);
    }

    /** Whether x != y, as booleans. */
    public Tensor ne(double y) {
        return SCRIPT.call("ne_number", self(), y);
    }

    /** Whether x &lt; y, as booleans, broadcast. */
    public Tensor lt(Tensor y) {
        return SCRIPT.call("lt", self(), y);
    }

    /** Whether x &lt; y, as booleans. */
    public Tensor lt(double y) {
        return SCRIPT.call("lt_number", self(), y);
    }

    /** Whether x &lt;= y, as booleans, broadcast. */
    public Tensor le(Tensor y) {
        return SCRIPT.call("le", self(), y);
    }

    /** Whether x &lt;= y, as booleans. */
    public Tensor le(double y) {
        return SCRIPT.call("le_number", self(), y);
    }

    /** Whether x &gt; y, as booleans, broadcast. */
    public Tensor gt(Tensor y) {
        return SCRIPT.call("gt", self(), y);
    }

    /** Whether x &gt; y, as booleans. */
    public Tensor gt(double y) {
        return SCRIPT.call("gt_number", self(), y);
    }

    /** Whether x &gt;= y, as booleans, broadcast. */
    public Tensor ge(Tensor y) {
        return SCRIPT.call("ge", self(), y);
    }

    /** Whether x &gt;= y, as booleans. */
    public Tensor ge(double y) {
        return SCRIPT.call("ge_number", self(), y);
    }

    /** This boolean tensor's choice: x where true, y where false, all broadcast. */
    public Tensor where(Tensor x, Tensor y) {
        return SCRIPT.call("where", self(), x, y);
    }

    /** Both true (non-zero). */
    public Tensor and(Tensor y) {
        return SCRIPT.call("logical_and", self(), y);
    }

    /** At least one true (non-zero). */
    public Tensor or(Tensor y) {
        return SCRIPT.call("logical_or", self(), y);
    }

    /** True where zero. */
    public Tensor not() {
        return SCRIPT.call("logical_not", self());
    }

    /** Whether each element is neither infinite nor NaN. */
    public Tensor isFinite() {
        return SCRIPT.call("isfinite", self());
    }

    /** Whether each element is NaN. */
    public Tensor isNaN() {
        return SCRIPT.call("isnan", self());
    }
}
