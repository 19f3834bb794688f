using System.Text.Json.Nodes;

namespace Federation.Node.CommandLine.Demo.Checks;

/// <summary>A released table as any reader of the file sees it.</summary>
/// <param name="Dimensions">How it is cut.</param>
/// <param name="Measures">Names of what is added up.</param>
/// <param name="MinimumGroup">The smallest group it promises.</param>
/// <param name="SuppressedCells">How many cells it says are hidden.</param>
/// <param name="PopulationBand">The band it prints.</param>
/// <param name="Cells">The cells shown, by <see cref="Cell.Key"/>.</param>
/// <param name="Hidden">The cells it says are hidden.</param>
internal sealed record ReadTable(
    IReadOnlyList<ReadTable.Dimension> Dimensions, IReadOnlyList<string> Measures, long MinimumGroup, long SuppressedCells, string? PopulationBand,
    IReadOnlyDictionary<string, ReadTable.Shown> Cells, IReadOnlySet<string> Hidden)
{
    /// <summary>Reads the JSON of a table file.</summary>
    public static ReadTable Of(JsonNode file) => new(
        [.. Items(file["dimensions"]).Select(dimension => new Dimension(
            Text(dimension["name"]), [.. Items(dimension["codes"]).Select(code => Text(code["code"]))],
            dimension["personsRepeat"]!.GetValue<bool>()))],
        [.. Items(file["measures"]).Select(measure => Text(measure["name"]))],
        Number(file["minimumGroup"]),
        Number(file["suppressedCells"]),
        file["populationBand"]?.ToString(),
        Items(file["cells"]).ToDictionary(cell => Key(cell["codes"]), cell => new Shown(
            new Figures(Number(cell["persons"]), Number(cell["contributions"]), [.. Items(cell["measures"]).Select(Number)]),
            Number(cell["sources"]), Number(cell["missingSources"]))),
        Items(file["hidden"]).Select(cell => Key(cell["codes"])).ToHashSet(StringComparer.Ordinal));

    private static string Key(JsonNode? codes) => Cell.Key([.. ((JsonArray)codes!).Select(code => code?.ToString())]); // a table without codes is refused by the cast

    private static IEnumerable<JsonNode> Items(JsonNode? list) => ((JsonArray)list!).Select(item => item!); // as above

    private static string Text(JsonNode? node) => node!.GetValue<string>(); // as above

    private static long Number(JsonNode? node) => node!.GetValue<long>(); // as above

    /// <summary>One way the table is cut.</summary>
    internal sealed record Dimension(string Name, IReadOnlyList<string> Codes, bool PersonsRepeat);

    /// <summary>One cell shown.</summary>
    internal sealed record Shown(Figures Figures, long Sources, long MissingSources);
}
