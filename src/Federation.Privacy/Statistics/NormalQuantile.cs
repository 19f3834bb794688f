namespace Federation.Privacy.Statistics;

/// <summary>The standard normal distribution, as far as intervals need it.</summary>
internal static class NormalQuantile
{
    /// <summary>Its quantile of 97.5 per cent: 95 lie between this and its opposite.</summary>
    public const double Of975 = 1.959963984540054;
}
