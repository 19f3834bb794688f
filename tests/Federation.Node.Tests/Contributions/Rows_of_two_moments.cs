using Federation.Node.Campaigns;
using Federation.Node.Contributions;

namespace Federation.Node.Tests.Contributions;

/// <summary>What a campaign held when a table was published, and what it holds now.</summary>
public sealed class Rows_of_two_moments
{
    private static readonly TableRule Table = new(["sector", "week"], ["minutes"]);

    [Fact]
    public void Differ_by_what_came_what_left_and_what_was_changed()
    {
        var then = Rows((1, "care", "W01", 2400), (1, "care", "W02", 2500), (2, "retail", "W01", 2000), (3, "retail", "W01", 1800));
        var now = Rows((3, "retail", "W01", 1800), (1, "care", "W01", 2400), (1, "care", "W02", 2600), (4, "transport", "W03", 1000));
        Assert.Equal([(1, "care", "W02", 2600), (4, "transport", "W03", 1000), (1, "care", "W02", 2500), (2, "retail", "W01", 2000)], Told(now.Difference(then)), Sorted.Instance);
        Assert.Equal([(1, "care", "W02", 2600), (4, "transport", "W03", 1000), (1, "care", "W02", 2500), (2, "retail", "W01", 2000)], Told(then.Difference(now)), Sorted.Instance);
    }

    [Fact]
    public void Are_the_same_whoever_came_first()
    {
        var then = Rows((1, "care", "W01", 2400), (1, "retail", "W01", 2400), (2, "retail", "W01", 2000));
        var now = Rows((2, "retail", "W01", 2000), (1, "retail", "W01", 2400), (1, "care", "W01", 2400));
        Assert.Empty(now.Difference(then));
    }

    [Fact]
    public void Count_how_often_a_row_is_there() =>
        Assert.Equal([(1, "care", "W01", 2400)], Told(Rows((1, "care", "W01", 2400), (1, "care", "W01", 2400)).Difference(Rows((1, "care", "W01", 2400)))));

    [Fact]
    public void Keep_of_some_consents_their_rows_and_no_code_of_others()
    {
        var some = Rows((1, "care", "W01", 2400), (2, "retail", "W02", 2000), (1, "care", "W03", 2500)).Under(new HashSet<Guid> { Consent(1), Consent(9) });
        Assert.Equal([(1, "care", "W01", 2400), (1, "care", "W03", 2500)], Told(some));
        Assert.Equal([Consent(1)], some.Consents);
        Assert.Equal(["care"], some.Codes(0));
        Assert.Equal(["W01", "W03"], some.Codes(1));
    }

    [Fact]
    public void Hold_what_the_table_counts_and_nothing_else()
    {
        var rows = new ContributionRows(Table);
        rows.Add(Consent(1), new Dictionary<string, string> { ["sector"] = "care", ["week"] = "W01", ["site"] = "north" }, new Dictionary<string, long> { ["minutes"] = 1, ["age"] = 44 });
        Assert.Equal(["sector", "week"], Assert.Single(rows).Dimensions.Keys);
        Assert.Equal(["minutes"], rows[0].Measures.Keys);
        Assert.Throws<KeyNotFoundException>(() => rows.Add(Consent(1), new Dictionary<string, string> { ["sector"] = "care" }, new Dictionary<string, long> { ["minutes"] = 1 }));
        Assert.Single(rows); // the one before, whole
        Assert.Equal((1, 1), (rows.Places(0).Length, rows.Places(1).Length));
    }

    private static ContributionRows Rows(params (int Person, string Sector, string Week, long Minutes)[] given)
    {
        var rows = new ContributionRows(Table);
        foreach (var (person, sector, week, minutes) in given)
        {
            rows.Add(Consent(person), new Dictionary<string, string> { ["sector"] = sector, ["week"] = week }, new Dictionary<string, long> { ["minutes"] = minutes });
        }

        return rows;
    }

    private static Guid Consent(int person) => new(person, 0, 0, new byte[8]);

    private static IEnumerable<(int Person, string Sector, string Week, long Minutes)> Told(ContributionRows rows) =>
        rows.Select(row => (BitConverter.ToInt32(row.ConsentId.ToByteArray()), row.Dimensions["sector"], row.Dimensions["week"], row.Measures["minutes"]));

    // Their order says nothing.
    private sealed class Sorted : IEqualityComparer<IEnumerable<(int, string, string, long)>>
    {
        public static readonly Sorted Instance = new();

        public bool Equals(IEnumerable<(int, string, string, long)>? x, IEnumerable<(int, string, string, long)>? y) => x!.Order().SequenceEqual(y!.Order());

        public int GetHashCode(IEnumerable<(int, string, string, long)> obj) => obj.Count();
    }
}
