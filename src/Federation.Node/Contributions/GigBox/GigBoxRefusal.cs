using Federation.Node.Shell;

namespace Federation.Node.Contributions.GigBox;

/// <summary>Why an export is not taken. None repeats what a line holds: a refusal may be logged, somebody's pay may not.</summary>
internal abstract record GigBoxRefusal(string Code, Text Message) : ContributionRefusal("gigbox." + Code, 422, Message, "gigbox")
{
    internal sealed record NoExport() : GigBoxRefusal("no-export", new(
        "Choose the zip that GigBox exported.", "Choisissez le zip exporté par GigBox.", "Elija el zip que exportó GigBox."));

    internal sealed record NoJobs() : GigBoxRefusal("no-jobs", new(
        "There is no jobs.csv in the zip. Choose the zip that GigBox exported, as it came.", "Le zip ne contient pas de jobs.csv. Choisissez le zip exporté par GigBox, tel quel.",
        "En el zip no hay ningún jobs.csv. Elija el zip que exportó GigBox, tal como vino."));

    internal sealed record Damaged() : GigBoxRefusal("damaged", new(
        "The zip is damaged, encrypted, or far larger inside than any export. Export it again.", "Le zip est endommagé, chiffré, ou bien plus grand à l'intérieur que tout export. Exportez-le de nouveau.",
        "El zip está dañado, cifrado o es por dentro mucho mayor que cualquier exportación. Expórtelo de nuevo."));

    internal sealed record NoColumn(string Column) : GigBoxRefusal("no-column", new(
        $"jobs.csv has no column “{Column}”, which is needed. Choose the export as it came.", $"jobs.csv n'a pas de colonne « {Column} », qui est nécessaire. Choisissez l'export tel quel.",
        $"jobs.csv no tiene la columna «{Column}», que hace falta. Elija la exportación tal como vino."));

    internal sealed record NotANumber(int Row, string Column) : GigBoxRefusal("not-a-number", new(
        $"Row {Row} of jobs.csv: what stands under “{Column}” is no amount like 12.50.", $"Ligne {Row} de jobs.csv : sous « {Column} » il n'y a pas un montant comme 12.50.",
        $"Fila {Row} de jobs.csv: bajo «{Column}» no hay un importe como 12.50."));

    internal sealed record NotATime(int Row, string Column) : GigBoxRefusal("not-a-time", new(
        $"Row {Row} of jobs.csv: what stands under “{Column}” is no time like 2026-11-02T18:30.", $"Ligne {Row} de jobs.csv : sous « {Column} » il n'y a pas un moment comme 2026-11-02T18:30.",
        $"Fila {Row} de jobs.csv: bajo «{Column}» no hay un momento como 2026-11-02T18:30."));

    internal sealed record NothingToCount() : GigBoxRefusal("nothing-to-count", new(
        "The export holds no job with an end, so there is no hour to count.", "L'export ne contient aucune course terminée : il n'y a pas d'heure à compter.",
        "La exportación no contiene ningún trabajo terminado: no hay ninguna hora que contar."));
}
