using Federation.Node.Shell;

namespace Federation.Node.Hosting.Database;

/// <summary>Tells of backups, of their restoring for trial, and of checks of what is kept.</summary>
internal sealed class UpkeepEvidence(UpkeepLog log, TimeProvider time) : IEvidence
{
    private const string Backup = "backup.written", Rehearsal = "backup.rehearsed", Check = "kept.checked";

    private static readonly IReadOnlyDictionary<string, long> Nothing = new Dictionary<string, long>();

    public async Task<IReadOnlyList<Fact>> Now(CancellationToken cancel)
    {
        var last = await log.Last(time.GetUtcNow(), cancel);
        Fact Of(string name, string what, params string[] speaksTo) => new(name, speaksTo, last.GetValueOrDefault(what)?.At, last.GetValueOrDefault(what)?.Figures ?? Nothing);
        return
        [
            Of(Backup, UpkeepLog.Backup, "practice", "mitigation", "question-4"),
            Of(Rehearsal, UpkeepLog.Rehearsal, "practice", "mitigation"),
            Of(Check, UpkeepLog.Check, "checking", "mitigation"),
        ];
    }

    public Text? Sentence(Fact fact) => (fact.Name, fact.At) switch
    {
        (Backup, null) => new("No backup was written by `federation backup` yet.", "Aucune sauvegarde n'a encore été écrite par `federation backup`.", "Aún no se ha escrito ninguna copia con `federation backup`."),
        (Backup, { } at) => new($"The last backup of the database was written on {Dates.Day(at).En}.", $"La dernière sauvegarde de la base de données date du {Dates.Day(at).Fr}.", $"La última copia de la base de datos es del {Dates.Day(at).Es}."),
        (Rehearsal, null) => new("Whether a backup can be restored was never tried with `federation restore --rehearse`.", "La restauration d'une sauvegarde n'a jamais été essayée avec `federation restore --rehearse`.", "Nunca se ha probado a restaurar una copia con `federation restore --rehearse`."),
        (Rehearsal, { } at) => new(
            $"On {Dates.Day(at).En} a backup was restored for trial. Events: {fact.Of("events")}; signed versions: {fact.Of("versions")}; faults: {fact.Of("faults")}.",
            $"Le {Dates.Day(at).Fr}, une sauvegarde a été restaurée à l'essai. Événements : {fact.Of("events")} ; versions signées : {fact.Of("versions")} ; défauts : {fact.Of("faults")}.",
            $"El {Dates.Day(at).Es} se restauró una copia a modo de prueba. Eventos: {fact.Of("events")}; versiones firmadas: {fact.Of("versions")}; fallos: {fact.Of("faults")}."),
        (Check, null) => new("What is kept was never looked at with `federation verify`.", "Ce qui est conservé n'a jamais été contrôlé avec `federation verify`.", "Lo guardado nunca se ha revisado con `federation verify`."),
        (Check, { } at) => new(
            $"On {Dates.Day(at).En} all that is kept was looked at. Signed versions: {fact.Of("versions")}; files of documents: {fact.Of("blobs")}{(fact.Of("read") == 1 ? ", read to the last byte" : "")}; faults: {fact.Of("faults")}.",
            $"Le {Dates.Day(at).Fr}, tout ce qui est conservé a été contrôlé. Versions signées : {fact.Of("versions")} ; fichiers de documents : {fact.Of("blobs")}{(fact.Of("read") == 1 ? ", lus jusqu'au dernier octet" : "")} ; défauts : {fact.Of("faults")}.",
            $"El {Dates.Day(at).Es} se revisó todo lo guardado. Versiones firmadas: {fact.Of("versions")}; archivos de documentos: {fact.Of("blobs")}{(fact.Of("read") == 1 ? ", leídos hasta el último byte" : "")}; fallos: {fact.Of("faults")}."),
        _ => null,
    };
}
