using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>
/// Two hidden cells in every row and column look safe and are not. The figures are those of the example table of the R package sdcTable
/// (problemdata): w/b = 47 follows from the rest.
/// </summary>
public sealed class A_table_that_was_suppressed_elsewhere
{
    private static readonly Dimension[] Dimensions = [new("row", ["w", "x", "y", "z"]), new("column", ["a", "b", "c", "d"])];

    private static readonly long[][] Counts = [[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]];

    private static readonly string[] Hidden = ["wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"];

    [Fact]
    public void Is_caught_giving_a_cell_away()
    {
        var audit = Audit(Hidden);

        var leak = Assert.Single(audit.Recomputable);
        Assert.Equal(["w", "b"], leak.Codes);
        Assert.Equal(47, leak.Contributions);
    }

    [Fact]
    public void Is_safe_when_one_more_cell_goes() => Assert.True(Audit([.. Hidden, "xb"]).IsProtected);

    [Fact]
    public void May_not_show_a_cell_twice()
    {
        PublishedCell cell = new(["w", "a"], 30, 30, []);

        Assert.Throws<ArgumentException>(() => SuppressionAudit.Of(Dimensions, 0, [cell, cell], []));
    }

    [Fact]
    public void May_not_name_codes_it_does_not_have() =>
        Assert.Throws<ArgumentException>(() => SuppressionAudit.Of(Dimensions, 0, [new(["w", "q"], 30, 30, [])], []));

    private static SuppressionAudit Audit(string[] hidden)
    {
        var published = new List<PublishedCell>();
        for (var row = 0; row <= 4; row++)
        {
            for (var column = 0; column <= 4; column++)
            {
                var (r, c) = (row == 4 ? null : Dimensions[0].Codes[row], column == 4 ? null : Dimensions[1].Codes[column]);
                if (!hidden.Contains(r + c))
                {
                    var rows = row == 4 ? Counts : [Counts[row]];
                    var count = rows.Sum(values => column == 4 ? values.Sum() : values[column]);
                    published.Add(new PublishedCell([r, c], count, count, []));
                }
            }
        }

        return SuppressionAudit.Of(Dimensions, 0, published,
            [.. hidden.Select(name => new SuppressedCell([name[..1], name[1..]], SuppressionReason.Primary))]);
    }
}
