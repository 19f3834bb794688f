using System.Globalization;
using System.Text;
using Federation.Node.Campaigns;
using Federation.Node.Shell;

namespace Federation.Node.Contributions.Sheets;

/// <summary>The mapping that is offered first: columns whose names share words with a field's, in any of the three languages.</summary>
internal static class SheetGuess
{
    private static readonly string[] Small = ["of", "the", "in", "at", "a", "en", "la", "le", "les", "du", "des", "de", "por", "el", "los", "l", "d", "per", "par", "un", "une", "una"];

    private static readonly string[] Days = ["date", "day", "jour", "dia", "fecha", "week", "semaine", "semana", "month", "mois", "mes"];

    private static readonly string[] HourWords = ["hours", "hour", "heures", "heure", "horas", "hora", "h", "hrs"];

    /// <summary>The offer; the member says otherwise where it is wrong.</summary>
    public static SheetMapping Of(CampaignSchema schema, Sheet sheet, IReadOnlyDictionary<string, string> typed)
    {
        var named = sheet.Columns.Select(Words).ToList();
        var near = from field in schema.Fields.Select((field, at) => (field, at))
                   from column in Enumerable.Range(0, sheet.Columns.Count)
                   let score = Score(field.field, named[column])
                   where score > 0
                   orderby score descending, field.at, column
                   select (Field: field.field, Column: column);
        var (columns, hours) = (new Dictionary<string, int>(), new HashSet<string>());
        foreach (var (field, column) in near)
        {
            if (!columns.ContainsKey(field.Name) && !columns.ContainsValue(column))
            {
                columns[field.Name] = column;
                if (field.Unit == Units.Minutes && named[column].Intersect(HourWords).Any())
                {
                    hours.Add(field.Name);
                }
            }
        }

        return new(columns, typed, hours, null, null, false);
    }

    private static double Score(SchemaField field, HashSet<string> column)
    {
        string[] labels = [field.Name, field.Label.En, field.Label.Fr, field.Label.Es];
        var best = labels.Select(Words).Max(words => words.Count == 0 ? 0 : (double)words.Intersect(column).Count() / words.Union(column).Count());
        var also = field.KeptBy is not null ? Days : field.Unit == Units.Minutes ? HourWords : [];
        return best + (column.Intersect(also).Any() ? 0.1 : 0);
    }

    // workedMinutes, Minutes_worked and “Minutes travaillées” as words without accents.
    private static HashSet<string> Words(string text)
    {
        var words = new StringBuilder();
        var before = ' ';
        foreach (var letter in Composed.Of(text, NormalizationForm.FormD).Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark))
        {
            words.Append(char.IsUpper(letter) && char.IsLower(before) ? " " : "").Append(char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ');
            before = letter;
        }

        return [.. words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(Small)];
    }
}
