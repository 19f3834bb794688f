using System.Globalization;
using Federation.Node.Contributions.WeClock;

namespace Federation.Node.CommandLine.Demo.People;

/// <summary>
/// The members of a union, from a seed. Sectors and regions are uneven on purpose: some groups are large, some too small to be shown.
/// </summary>
/// <param name="Seed">Where the numbers come from.</param>
/// <param name="Size">How many members.</param>
/// <param name="Sectors">Sectors, the commonest first.</param>
/// <param name="Regions">Regions, the commonest first.</param>
internal sealed record MadeUpUnion(int Seed, int Size, IReadOnlyList<string> Sectors, IReadOnlyList<string> Regions)
{
    private const int RefuserEvery = 10;
    private const int TyperEvery = 24;
    private const int OneWeekEvery = 3;

    // Percent of the members; the rest is in the last.
    private static readonly int[] Shares = [42, 30, 18];
    private static readonly string[] Languages = ["en", "fr", "es"];
    private static readonly string[] FirstNames =
    [
        "ana", "amina", "aude", "bruno", "carla", "chen", "diego", "elif", "emeka", "fatou", "giulia", "hugo", "ines", "ivan", "jade", "joao", "kadia",
        "lena", "luis", "malik", "maria", "nadia", "noah", "olive", "paula", "quim", "rosa", "said", "sofia", "tariq", "uma", "victor", "wanda", "yann", "zoe",
    ];

    // Of the sample exports; the same weeks for everybody.
    private static readonly DateOnly[] Mondays = [new(2026, 11, 2), new(2026, 11, 9)];
    private static readonly string[] Weeks = ["2026-W45", "2026-W46"];

    // Where the person of the sample exports works, as the files' own notes say.
    private static readonly (double, double) SampleWork = (50.05, 4.05);

    /// <summary>Makes everybody up.</summary>
    /// <param name="samples">Sample exports, each used by one of the first members who agree.</param>
    public IReadOnlyList<MadeUpMember> Members(IReadOnlyList<MadeUpExport> samples) =>
        [.. Enumerable.Range(1, Size).Select(number => Member(number, samples.ElementAtOrDefault(number - 1)))];

    private MadeUpMember Member(int number, MadeUpExport? sample)
    {
        var seed = (Seed * 1_000) + number;
        var random = new Random(seed);
        var name = string.Create(CultureInfo.InvariantCulture, $"{FirstNames[number % FirstNames.Length]}-{number:D3}");
        var (sector, region) = (Sectors[Pick(random)], Regions[Pick(random)]);
        var agrees = number % RefuserEvery != 0;
        var member = new MadeUpMember(name, Languages[number % Languages.Length], agrees, sector, region, null, []);
        if (!agrees)
        {
            return member;
        }

        if (sample is not null)
        {
            return member with { Export = sample, Weeks = IndependentWeClockCount.Weeks(sample.Bytes, SampleWork) };
        }

        if (number % TyperEvery == 1)
        {
            return member with { Weeks = Typed(random, Weeks.Take(number % OneWeekEvery == 0 ? 1 : Weeks.Length)) };
        }

        var platform = number % 2 == 0 ? WeClockPlatform.Ios : WeClockPlatform.Android;
        var bytes = WeClockGenerator.Generate(seed, platform, Mondays, WeeklyProfile.All[random.Next(WeeklyProfile.All.Count)]);
        return member with
        {
            Export = new MadeUpExport(WeClockGenerator.FileName(platform), bytes),
            Weeks = IndependentWeClockCount.Weeks(bytes, MadeUpPlaces.Of(seed).Work),
        };
    }

    private static IReadOnlyList<WorkWeek> Typed(Random random, IEnumerable<string> weeks) =>
        [.. weeks.Select(week => new WorkWeek(week, random.Next(20, 46) * 60, random.Next(0, 4), random.Next(0, 9) * 30, random.Next(0, 5) * 60))];

    private static int Pick(Random random)
    {
        var (chance, place) = (random.Next(100), 0);
        while (place < Shares.Length && chance >= Shares[place])
        {
            chance -= Shares[place++];
        }

        return place;
    }
}
