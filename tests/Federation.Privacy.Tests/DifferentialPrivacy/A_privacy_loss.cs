using Federation.Privacy.DifferentialPrivacy;

namespace Federation.Privacy.Tests.DifferentialPrivacy;

/// <summary>Against IBM/discrete-gaussian-differential-privacy (cdp2adp.py, Apache-2.0), computed 2026-11-23.</summary>
public sealed class A_privacy_loss
{
    [Theory]
    [InlineData(0.0005, 1e-05, 0.10811223598744886)]
    [InlineData(0.0005, 1e-06, 0.12655841098879092)]
    [InlineData(0.0005, 1e-09, 0.17116983943921493)]
    [InlineData(0.005, 1e-05, 0.37526123569902314)]
    [InlineData(0.005, 1e-06, 0.4299414688369493)]
    [InlineData(0.005, 1e-09, 0.5648932843020361)]
    [InlineData(0.01, 1e-05, 0.5457255482740024)]
    [InlineData(0.01, 1e-06, 0.6216926545596025)]
    [InlineData(0.01, 1e-09, 0.8101744678675342)]
    [InlineData(0.05, 1e-05, 1.3081183429064382)]
    [InlineData(0.05, 1e-06, 1.471594750532416)]
    [InlineData(0.05, 1e-09, 1.8816602910618363)]
    [InlineData(0.1, 1e-05, 1.914238832003598)]
    [InlineData(0.1, 1e-06, 2.141938928385474)]
    [InlineData(0.1, 1e-09, 2.7154818867305024)]
    [InlineData(0.25, 1e-05, 3.188971158883006)]
    [InlineData(0.25, 1e-06, 3.542291300477016)]
    [InlineData(0.25, 1e-09, 4.436684222232657)]
    [InlineData(0.5, 1e-05, 4.728386984943314)]
    [InlineData(0.5, 1e-06, 5.221534444530169)]
    [InlineData(0.5, 1e-09, 6.4740700207264865)]
    [InlineData(1.0, 1e-05, 7.0771966958063395)]
    [InlineData(1.0, 1e-06, 7.7662166253117215)]
    [InlineData(1.0, 1e-09, 9.521463671792233)]
    [InlineData(2.0, 1e-05, 10.724824112939174)]
    [InlineData(2.0, 1e-06, 11.688596249354894)]
    [InlineData(2.0, 1e-09, 14.150147553874598)]
    public void Of_rho_is_this_epsilon(double rho, double delta, double epsilon) => Assert.Equal(epsilon, ZeroConcentrated.Epsilon(rho, delta), 1e-9);

    [Theory]
    [InlineData(0.5, 1e-05, 0.008505530591181911)]
    [InlineData(0.5, 1e-06, 0.006641524356660502)]
    [InlineData(1, 1e-05, 0.03055659519763956)]
    [InlineData(1, 1e-06, 0.024355970359538372)]
    [InlineData(2, 1e-05, 0.10825636382305726)]
    [InlineData(2, 1e-06, 0.08815268837994626)]
    [InlineData(4, 1e-05, 0.3731439827693287)]
    [InlineData(4, 1e-06, 0.3110649549408351)]
    public void Of_epsilon_buys_this_rho(double epsilon, double delta, double rho) => Assert.Equal(rho, ZeroConcentrated.Rho(epsilon, delta), 1e-9);

    [Fact]
    public void Of_nothing_is_nothing() => Assert.Equal(0, ZeroConcentrated.Delta(0, 1));

    [Fact]
    public void Never_beats_what_the_noise_gives_by_itself() => Assert.All(new[] { 1L, 4L, 16L, 100L }, variance =>
        Assert.True(ZeroConcentrated.Delta(1.0 / (2 * variance), 0.5) >= new DiscreteGaussian(variance).Delta(0.5)));
}
