using Federation.Node.Shell;

namespace Federation.Node.Contributions.PayRecords;

/// <summary>Why a file of pay records is not taken. None repeats what a line holds: a refusal may be logged, somebody's pay may not.</summary>
internal abstract record PayRefusal(string Code, Text Message) : ContributionRefusal("pay." + Code, 422, Message, "file")
{
    internal sealed record NoRecords() : PayRefusal("no-records", new(
        "Choose the file that the pay calculator exported.", "Choisissez le fichier exporté par le calculateur de paie.", "Elija el archivo que exportó la calculadora de paga."));

    internal sealed record NotACsv(int Line) : PayRefusal("not-a-csv", new(
        $"The file cannot be read as CSV in UTF-8 from line {Line}. Export it again, or save it as “CSV UTF-8”.",
        $"Le fichier n'est pas lisible comme CSV en UTF-8 à partir de la ligne {Line}. Exportez-le de nouveau, ou enregistrez-le en « CSV UTF-8 ».",
        $"El archivo no se puede leer como CSV en UTF-8 desde la línea {Line}. Expórtelo de nuevo o guárdelo como «CSV UTF-8»."));

    internal sealed record NoColumn(string Column) : PayRefusal("no-column", new(
        $"The file has no column “{Column}”, which the comparison needs. Its first line must name the columns.",
        $"Le fichier n'a pas de colonne « {Column} », nécessaire à la comparaison. Sa première ligne doit nommer les colonnes.",
        $"El archivo no tiene la columna «{Column}», que la comparación necesita. Su primera línea debe nombrar las columnas."));

    internal sealed record NotANumber(int Line, string Column) : PayRefusal("not-a-number", new(
        $"Line {Line}: what stands under “{Column}” is no number like 12.50.", $"Ligne {Line} : sous « {Column} » il n'y a pas un nombre comme 12.50.",
        $"Línea {Line}: bajo «{Column}» no hay un número como 12.50."));

    internal sealed record NotYesOrNo(int Line, string Column) : PayRefusal("not-yes-or-no", new(
        $"Line {Line}: what stands under “{Column}” is neither True nor False.", $"Ligne {Line} : sous « {Column} » il n'y a ni True ni False.",
        $"Línea {Line}: bajo «{Column}» no hay ni True ni False."));

    internal sealed record Uncountable(int Line) : PayRefusal("uncountable", new(
        $"Line {Line}: the old rule comes to no number for this job.", $"Ligne {Line} : l'ancienne règle ne donne aucun nombre pour cette course.",
        $"Línea {Line}: la regla anterior no da ningún número para este trabajo."));

    internal sealed record SeveralPeople(int People) : PayRefusal("several-people", new(
        $"The file holds the pay of {People} people. Upload only your own: everyone agrees for themselves.",
        $"Le fichier contient la paie de {People} personnes. N'envoyez que la vôtre : chacun accepte pour soi.",
        $"El archivo contiene la paga de {People} personas. Envíe solo la suya: cada quien acepta por sí."));

    internal sealed record TooManyJobs(int Limit) : PayRefusal("too-many-jobs", new(
        $"The file holds more than {Limit} jobs, more than one person does in two years.", $"Le fichier contient plus de {Limit} courses, plus qu'une personne n'en fait en deux ans.",
        $"El archivo contiene más de {Limit} trabajos, más de los que una persona hace en dos años."));

    internal sealed record NothingToCompare() : PayRefusal("nothing-to-compare", new(
        "The file holds no job that was paid by another rule than the old one, so there is nothing to compare.",
        "Le fichier ne contient aucune course payée par une autre règle que l'ancienne : il n'y a rien à comparer.",
        "El archivo no contiene ningún trabajo pagado por otra regla que la anterior: no hay nada que comparar."));
}
