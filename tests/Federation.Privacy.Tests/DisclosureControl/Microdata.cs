using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>The hundred persons of the R package sdcTable's example (microdata1, sdcTools/sdcTable at 6393dfb6), who each gave one value.</summary>
internal static class Microdata
{
    public static readonly string[] Regions = ["A", "B", "C", "D"];
    public static readonly string[] Genders = ["male", "female"];

    private static readonly (string Region, string Gender, long[] Values)[] Given =
    [
        ("A", "female", [9, 11]),
        ("A", "male", [10, 11, 5, 7, 13, 15, 13, 6, 9, 7, 9, 8, 9, 10, 10, 18, 6, 12]),
        ("B", "female", [10, 16, 12, 8, 18, 11, 8, 12, 14, 13, 7, 9, 14, 5, 13, 8, 10, 9, 7]),
        ("B", "male", [11, 5, 7, 12, 14, 15, 9, 10, 10, 7, 10, 8, 8, 14]),
        ("C", "female", [10, 12, 11, 7, 12, 9, 9, 19, 9, 8]),
        ("C", "male", [9, 11, 18, 12, 10, 6, 11, 6, 6, 11, 6, 12]),
        ("D", "female", [10, 6, 11, 16, 14, 9, 7, 6, 14, 10, 11, 9, 11, 18]),
        ("D", "male", [280, 9, 9, 8, 7, 9, 8, 7, 8, 11, 10]),
    ];

    /// <summary>The table; each value is given in so many contributions, which is still one person's.</summary>
    public static Table Table(int contributions = 1)
    {
        var builder = new TableBuilder([new("region", Regions), new("gender", Genders)], [new("val")]);
        var person = 0;
        foreach (var (region, gender, values) in Given)
        {
            foreach (var value in values)
            {
                person++;
                builder.Add($"p{person}", [region, gender], [value - contributions + 1]);
                for (var more = 1; more < contributions; more++)
                {
                    builder.Add($"p{person}", [region, gender], [1]);
                }
            }
        }

        return builder.Build();
    }

    /// <summary>Every cell in the order of sdcTable's tests: regions with the total first, then genders with the total first; numbered from 1.</summary>
    public static IEnumerable<(int Number, string?[] Codes)> Cells =>
        Regions.Prepend(null).SelectMany(region => Genders.Prepend(null).Select(gender => (string?[])[region, gender])).Select((codes, place) => (place + 1, codes));
}
