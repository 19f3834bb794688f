using System.Globalization;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Tables;

/// <summary>What protecting people cost a table, as anybody can work it out from what is published.</summary>
/// <param name="Hidden">Cells hidden, totals among them.</param>
/// <param name="Cells">Cells that hold somebody.</param>
/// <param name="SharePercent">How much of all contributions stands in finest cells that are hidden, in percent; null when even the total is hidden.</param>
public sealed record TableCost(int Hidden, int Cells, decimal? SharePercent)
{
    /// <summary>The same in words.</summary>
    public Text Words => SharePercent is { } share
        ? new($"{Number(Hidden)} of {Number(Cells)} cells, with {Number(share)} % of what was given",
            $"{Number(Hidden)} cellules sur {Number(Cells)}, avec {Comma(share)} % de ce qui a été donné",
            $"{Number(Hidden)} de {Number(Cells)} celdas, con el {Comma(share)} % de lo dado")
        : new($"{Number(Hidden)} of {Number(Cells)} cells", $"{Number(Hidden)} cellules sur {Number(Cells)}", $"{Number(Hidden)} de {Number(Cells)} celdas");

    /// <summary>Of a table.</summary>
    public static TableCost Of(TableFile table)
    {
        var all = table.Find([.. table.Dimensions.Select(_ => (string?)null)])?.Contributions;
        // Of linked tables the one of which the least is shown.
        var shown = (table.Crossings ?? [[.. table.Dimensions.Select(dimension => dimension.Name)]]).Min(crossed => table.Cells.Where(cell => IsFinest(table, cell, crossed)).Sum(cell => cell.Contributions));
        return new TableCost(table.SuppressedCells, table.Cells.Count + table.SuppressedCells,
            all is null || table.Noise is not null ? null : all == 0 ? 0 : Math.Round(100m * (all.Value - shown) / all.Value, 1));
    }

    private static bool IsFinest(TableFile table, TableCell cell, IReadOnlyList<string> crossed) =>
        cell.Codes.Zip(table.Dimensions).All(each => crossed.Contains(each.Second.Name) ? each.First is { } code && !each.Second.IsGroup(code) : each.First is null);

    // The same bytes wherever they are written: these words stand in files.
    private static string Number(decimal value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Comma(decimal value) => Number(value).Replace('.', ',');
}
