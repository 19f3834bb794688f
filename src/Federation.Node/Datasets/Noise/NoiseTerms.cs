using Federation.Privacy.DifferentialPrivacy;

namespace Federation.Node.Datasets.Noise;

/// <summary>What tables with noise keep to at every node (docs/decisions/0039): limits that an officer could raise would be raised.</summary>
internal static class NoiseTerms
{
    /// <summary>Whose figures they are: everybody who may contribute at this node, so that a person who takes part in two campaigns pays in both.</summary>
    public const string Population = "members";

    /// <summary>How likely the loss is to be larger than the epsilon that is said: one in a million, less than one in the members of any union.</summary>
    public const double Delta = 1e-6;

    /// <summary>Groups at most in a table: noise drowns finer ones.</summary>
    public const int MostGroups = 500;

    /// <summary>What a campaign may spend: an epsilon of 1, the usual one.</summary>
    public static Rational CampaignLimit { get; } = new(24, 1000);

    /// <summary>What all campaigns may spend in a year: an epsilon of 4.</summary>
    public static Rational YearLimit { get; } = new(31, 100);

    /// <summary>Into how many parts the limit of a campaign may be cut for one table: a table costs one of them.</summary>
    public static IReadOnlyList<int> Parts { get; } = [1, 2, 4, 10];

    /// <summary>The epsilon that goes with a price and <see cref="Delta"/>.</summary>
    public static double Epsilon(Rational rho) => Math.Round(rho.Numerator.IsZero ? 0 : ZeroConcentrated.Epsilon(rho.ToDouble(), Delta), 2);

    /// <summary>A price in percent of what a campaign may spend.</summary>
    public static int Percent(Rational rho) => (int)(rho * 100 / CampaignLimit).Floor;
}
