package dev.jepa.planning.planner;

/**
 * The default strategy parameters of CMA-ES (Hansen 2016, table 1), for n numbers and lambda candidates.
 *
 * @param weights w_1 … w_mu, of sum 1
 * @param chi the expected length of a standard normal vector
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CmaConstants(
        double[] weights,
        double sigmaRate,
        double damping,
        double covarianceRate,
        double rankOne,
        double rankMu,
        double sigmaGain,
        double covarianceGain,
        double chi) {
    static CmaConstants of(int n, int candidates) {
        double[] weights = new double[candidates / 2];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.log((candidates + 1) / 2.0) - Math.log(i + 1);
            sum += weights[i];
        }
        double squares = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
            squares += weights[i] * weights[i];
        }
        double mass = 1 / squares; // mu_eff
        double cs = (mass + 2) / (n + mass + 5);
        double ds = 1 + 2 * Math.max(0, Math.sqrt((mass - 1) / (n + 1)) - 1) + cs;
        double cc = (4 + mass / n) / (n + 4 + 2 * mass / n);
        double c1 = 2 / (Math.pow(n + 1.3, 2) + mass);
        double cmu = Math.min(1 - c1, 2 * (mass - 2 + 1 / mass) / (Math.pow(n + 2.0, 2) + mass));
        double chi = Math.sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));
        return new CmaConstants(
                weights, cs, ds, cc, c1, cmu, Math.sqrt(cs * (2 - cs) * mass), Math.sqrt(cc * (2 - cc) * mass), chi);
    }

    /** mu. */
    int parents() {
        return weights.length;
    }
}
