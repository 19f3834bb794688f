using System.Globalization;
using Federation.Node.Campaigns;
using Federation.Node.Shell;

namespace Federation.Node.Contributions.Sheets;

/// <summary>Reads one row: each field that has a column, in its unit.</summary>
/// <param name="bound">Fields that have a column.</param>
/// <param name="mapping">Which.</param>
/// <param name="dates">What comes first in dates.</param>
/// <param name="decimals">The sign before decimals.</param>
/// <param name="today">The day: dates have bounds.</param>
internal sealed class SheetFields(IReadOnlyList<SchemaField> bound, SheetMapping mapping, DateOrder dates, char decimals, DateOnly today)
{
    private static readonly StringComparer Words = StringComparer.Create(CultureInfo.InvariantCulture,
        CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace);

    private readonly Dictionary<string, Dictionary<string, string>> codes = bound.Where(field => field.Kind == FieldKind.Choice).ToDictionary(field => field.Name, CodesOf);

    private readonly SchemaField? period = bound.FirstOrDefault(field => field.IsPeriod);

    /// <summary>The week or other period of a row (empty where no column holds one) and what the row says, or why it does not fit.</summary>
    public (string? Period, SheetValues? Values, Text? Fault) Read(SheetRow row)
    {
        var (said, numbers) = (new Dictionary<string, string>(), new Dictionary<string, long>());
        var within = period is null ? "" : Period(Cell(row, period), period.KeptBy!.Value); // a period has a kind
        foreach (var field in bound)
        {
            if (Faulty(Cell(row, field), field) is { } fault)
            {
                return (within, null, fault);
            }

            switch (field.Kind)
            {
                case FieldKind.Week when within is null:
                    return (null, null, new(
                        $"What stands under {field.Label.En} is no date like 2026-11-02 and no week like 2026-W45.", $"Sous {field.Label.Fr} il n'y a ni date comme 2026-11-02 ni semaine comme 2026-W45.",
                        $"Bajo {field.Label.Es} no hay ni una fecha como 2026-11-02 ni una semana como 2026-W45."));
                case FieldKind.Week:
                    said[field.Name] = within;
                    break;
                case FieldKind.Date:
                    var (code, _, refusal) = FieldAnswers.Read(field, Day(Cell(row, field)), today);
                    if (refusal is not null)
                    {
                        return (within, null, refusal.Message);
                    }

                    said[field.Name] = code!; // not refused
                    break;
                case FieldKind.Choice when !codes[field.Name].ContainsKey(Cell(row, field).Text.Trim()):
                    return (within, null, new(
                        $"What stands under {field.Label.En} is none of the campaign's answers.", $"Ce qui est sous {field.Label.Fr} n'est aucune des réponses de la campagne.",
                        $"Lo que hay bajo {field.Label.Es} no es ninguna de las respuestas de la campaña."));
                case FieldKind.Choice:
                    said[field.Name] = codes[field.Name][Cell(row, field).Text.Trim()];
                    break;
                default:
                    if (Figure(Cell(row, field), field) is not { } figure)
                    {
                        return (within, null, NoFigure(field));
                    }

                    numbers[field.Name] = figure;
                    break;
            }
        }

        return (within, new(said, numbers), null);
    }

    private string? Period(SheetCell cell, CalendarPeriod kind) => kind == CalendarPeriod.Week ? SheetDates.Week(cell, dates)
        : SheetDates.Day(cell, dates) is { } day ? kind.CodeOf(day)
        : kind.DaysOf(cell.Text.Trim()) is null ? null : cell.Text.Trim();

    // A day in the form's own way; what is none is judged as it stands.
    private string Day(SheetCell cell) => SheetDates.Day(cell, dates) is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : cell.Text.Trim();

    private SheetCell Cell(SheetRow row, SchemaField field) => row[mapping.Columns[field.Name]];

    private Text? Faulty(SheetCell cell, SchemaField field) => cell.Kind switch
    {
        CellKind.Formula => new(
            $"Under {field.Label.En} stands a formula without its result. Save the file in a spreadsheet program first.", $"Sous {field.Label.Fr} il y a une formule sans résultat. Enregistrez d'abord le fichier dans un tableur.",
            $"Bajo {field.Label.Es} hay una fórmula sin su resultado. Guarde antes el archivo en un programa de hojas de cálculo."),
        CellKind.Error => new(
            $"Under {field.Label.En} stands the error of a formula.", $"Sous {field.Label.Fr} il y a l'erreur d'une formule.", $"Bajo {field.Label.Es} hay el error de una fórmula."),
        _ => cell.IsEmpty && !(field.Kind == FieldKind.Number && mapping.EmptyIsZero) ? new(
            $"Nothing stands under {field.Label.En}.", $"Il n'y a rien sous {field.Label.Fr}.", $"No hay nada bajo {field.Label.Es}.") : null,
    };

    private long? Figure(SheetCell cell, SchemaField field)
    {
        if (cell.IsEmpty)
        {
            return 0;
        }

        var number = field.Unit == Units.Minutes && Durations.Minutes(cell.Text) is { } minutes ? minutes
            : SheetNumbers.Number(cell, decimals) is { } plain ? plain * (field.Unit == Units.Minutes ? mapping.Hours.Contains(field.Name) ? 60 : 1 : Units.Hundredths(field.Unit) ? 100 : 1)
            : (decimal?)null;
        var isRounded = field.Unit == Units.Minutes || Units.Hundredths(field.Unit);
        return number is { } said && (isRounded || decimal.IsInteger(said)) ? (long)decimal.Round(said, 0, MidpointRounding.AwayFromZero) : null;
    }

    private static Text NoFigure(SchemaField field) => field.Unit == Units.Minutes
        ? new($"What stands under {field.Label.En} is no time like 7:30, 7.5 or 450.", $"Sous {field.Label.Fr} il n'y a pas une durée comme 7:30, 7,5 ou 450.", $"Bajo {field.Label.Es} no hay una duración como 7:30, 7,5 o 450.")
        : Units.Hundredths(field.Unit)
        ? new($"What stands under {field.Label.En} is no number like 12.50.", $"Sous {field.Label.Fr} il n'y a pas un nombre comme 12,50.", $"Bajo {field.Label.Es} no hay un número como 12,50.")
        : new($"What stands under {field.Label.En} is no whole number.", $"Sous {field.Label.Fr} il n'y a pas de nombre entier.", $"Bajo {field.Label.Es} no hay un número entero.");

    // An answer may stand in the file as its code or in any of the languages; where two answers share a word, the first has it.
    private static Dictionary<string, string> CodesOf(SchemaField field)
    {
        var found = new Dictionary<string, string>(Words);
        var answers = field.Choices.Select(choice => (choice.Code, choice.Label)).Concat((field.Words ?? []).Select(word => (word.Code, word.Label))).ToList();
        foreach (var (word, code) in answers.Select(answer => (answer.Code, answer.Code))
            .Concat(answers.SelectMany(answer => new[] { (answer.Label.En, answer.Code), (answer.Label.Fr, answer.Code), (answer.Label.Es, answer.Code) })))
        {
            found.TryAdd(word.Trim(), code);
        }

        return found;
    }
}
