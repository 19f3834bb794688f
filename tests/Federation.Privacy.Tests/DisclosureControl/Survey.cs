using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>Speaks of tables as a steward would: so many people here, so many there.</summary>
internal sealed class Survey(params (string Name, string[] Codes)[] dimensions)
{
    private readonly TableBuilder builder = new([.. dimensions.Select(each => new Dimension(each.Name, each.Codes))], [new("minutes"), new("breaks")]);
    private int people;

    /// <summary>Adds people who each gave one contribution to a cell; the first of them is <paramref name="first"/>, or nobody seen before.</summary>
    public Survey With(int count, string[] codes, int? first = null)
    {
        var start = first ?? people;
        for (var person = start; person < start + count; person++)
        {
            builder.Add($"p{person}", codes, [2000 + person % 7, person % 3]);
        }

        people = Math.Max(people, start + count);
        return this;
    }

    public Table Table() => builder.Build();

    public GatedTable Gated(int minimum = 10) => Gate.Pass(Table(), new GateRule(minimum));
}
