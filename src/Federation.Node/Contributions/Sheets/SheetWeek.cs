using System.Globalization;
using Federation.Node.Campaigns;
using Federation.Node.Shell;

namespace Federation.Node.Contributions.Sheets;

/// <summary>The rows of one week, added up.</summary>
/// <param name="first">What its first row says.</param>
internal sealed class SheetWeek(SheetValues first)
{
    private readonly Dictionary<string, long> sums = new(first.Numbers);

    /// <summary>Rows of the file.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Adds a row; what comes back spoils the week.</summary>
    public Text? Add(SheetValues row, CampaignSchema schema)
    {
        Count++;
        foreach (var (name, number) in row.Numbers)
        {
            sums[name] += number;
        }

        return schema.Fields.FirstOrDefault(field => field.Unit == Units.BasisPoints && sums.ContainsKey(field.Name)) is { } share ? new(
                $"It has several rows, and {share.Label.En} cannot be added up.", $"Elle a plusieurs lignes, et {share.Label.Fr} ne s'additionne pas.",
                $"Tiene varias filas, y {share.Label.Es} no se puede sumar.")
            : schema.Fields.FirstOrDefault(field => row.Codes.TryGetValue(field.Name, out var code) && code != first.Codes[field.Name]) is { } other ? new(
                $"Its rows give different answers for {other.Label.En}.", $"Ses lignes donnent des réponses différentes pour {other.Label.Fr}.",
                $"Sus filas dan respuestas distintas para {other.Label.Es}.")
            : null;
    }

    /// <summary>What the week says of a field; null when the field is not in the file.</summary>
    public string? Said(string field) => first.Codes.GetValueOrDefault(field) ?? (sums.TryGetValue(field, out var sum) ? sum.ToString(CultureInfo.InvariantCulture) : null);
}

/// <summary>What one row says.</summary>
/// <param name="Codes">Answers of choices, and the week.</param>
/// <param name="Numbers">Figures, in the field's unit.</param>
internal sealed record SheetValues(IReadOnlyDictionary<string, string> Codes, IReadOnlyDictionary<string, long> Numbers);
