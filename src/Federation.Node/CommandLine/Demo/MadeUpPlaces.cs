namespace Federation.Node.CommandLine.Demo;

/// <summary>
/// Where somebody made up lives, works and eats: in the open Pacific around 49° S 123° W, some 2,500 km from the nearest land, so that no
/// generated trace can be anybody's. Home is 2 to 6 km from work and the canteen 500 to 900 m: further than any measure of "at work".
/// </summary>
/// <param name="Work">Latitude and longitude of the place of work, in degrees.</param>
/// <param name="Home">Of the home.</param>
/// <param name="Canteen">Of the place where breaks are spent.</param>
internal sealed record MadeUpPlaces(
    (double Latitude, double Longitude) Work, (double Latitude, double Longitude) Home, (double Latitude, double Longitude) Canteen)
{
    private const double MetresPerDegree = 111_195;

    /// <summary>The places that belong to a seed.</summary>
    public static MadeUpPlaces Of(int seed)
    {
        var random = new Random(seed ^ 0x5EA);
        var work = (-48.9 + (random.NextDouble() * 2) - 1, -123.4 + (random.NextDouble() * 2) - 1);
        return new(work, Away(work, random, 2_000, 6_000), Away(work, random, 500, 900));
    }

    /// <summary>A point at a random bearing and a distance in metres from another.</summary>
    public static (double Latitude, double Longitude) Away(
        (double Latitude, double Longitude) from, Random random, double least, double most)
    {
        var (sin, cos) = Math.SinCos(random.NextDouble() * Math.Tau);
        var metres = least + (random.NextDouble() * (most - least));
        return (from.Latitude + (metres * cos / MetresPerDegree),
            from.Longitude + (metres * sin / MetresPerDegree / Math.Cos(double.DegreesToRadians(from.Latitude))));
    }
}
