using Federation.Node.Shell;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>Why a file of paid hours is not taken. None repeats what a line holds: a refusal may be logged, somebody's pay may not.</summary>
internal abstract record PaidRefusal(string Code, Text Message) : ContributionRefusal("paid-hours." + Code, 422, Message, "file")
{
    internal sealed record NoPaidHours() : PaidRefusal("no-file", new(
        "Choose the file with the hours you were paid.", "Choisissez le fichier des heures qui vous ont été payées.", "Elija el archivo con las horas que le pagaron."));

    internal sealed record NoColumn(string Column) : PaidRefusal("no-column", new(
        $"The file has no column “{Column}”. Its first line must be week,hours_paid,hourly_rate.",
        $"Le fichier n'a pas de colonne « {Column} ». Sa première ligne doit être week,hours_paid,hourly_rate.",
        $"El archivo no tiene la columna «{Column}». Su primera línea debe ser week,hours_paid,hourly_rate."));

    internal sealed record NoSuchWeek(int Line) : PaidRefusal("not-a-week", new(
        $"Line {Line}: the week is not one like 2026-W45, or it is in the future or more than two years ago.",
        $"Ligne {Line} : la semaine n'est pas comme 2026-W45, ou elle est future ou vieille de plus de deux ans.",
        $"Línea {Line}: la semana no es como 2026-W45, o es futura o de hace más de dos años."));

    internal sealed record NotANumber(int Line, string Column) : PaidRefusal("not-a-number", new(
        $"Line {Line}: what stands under “{Column}” is no number like 38.5, with at most two decimals.",
        $"Ligne {Line} : sous « {Column} » il n'y a pas un nombre comme 38,5, avec au plus deux décimales.",
        $"Línea {Line}: bajo «{Column}» no hay un número como 38,5, con dos decimales como máximo."));

    internal sealed record TooMuch(int Line, string Column) : PaidRefusal("out-of-range", new(
        $"Line {Line}: what stands under “{Column}” is more or less than the campaign takes.",
        $"Ligne {Line} : ce qui se trouve sous « {Column} » est plus ou moins que ce que la campagne accepte.",
        $"Línea {Line}: lo que está bajo «{Column}» es más o menos de lo que la campaña admite."));

    internal sealed record WeekTwice(int Line) : PaidRefusal("week-twice", new(
        $"Line {Line}: this week stands in the file twice. Add the two up and send one line a week.",
        $"Ligne {Line} : cette semaine figure deux fois dans le fichier. Additionnez les deux et envoyez une ligne par semaine.",
        $"Línea {Line}: esta semana está dos veces en el archivo. Sume las dos y envíe una línea por semana."));

    internal sealed record SeveralPeople(int People) : PaidRefusal("several-people", new(
        $"The file holds what {People} people were paid. Upload only your own lines: everyone agrees for themselves.",
        $"Le fichier contient ce qui a été payé à {People} personnes. N'envoyez que vos propres lignes : chacun accepte pour soi.",
        $"El archivo contiene lo que se pagó a {People} personas. Envíe solo sus líneas: cada quien acepta por sí."));
}
