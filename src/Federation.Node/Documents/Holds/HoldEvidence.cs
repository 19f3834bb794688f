using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Documents.Holds;

/// <summary>Tells how many legal holds are in force.</summary>
internal sealed class HoldEvidence(IDocumentStore store) : IEvidence
{
    private const string Name = "holds.in-force";

    public async Task<IReadOnlyList<Fact>> Now(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var since = await session.Query<Hold>().Where(hold => hold.Release == null).Select(hold => hold.At).ToListAsync(cancel);
        return [new(Name, ["minimise", "question-5"], since.Count == 0 ? null : since.Min(), new Dictionary<string, long> { ["holds"] = since.Count })];
    }

    public Text? Sentence(Fact fact) => (fact.Name, fact.At) switch
    {
        (Name, null) => new("No legal hold is in force: nothing is kept for longer than its rule says.", "Aucune conservation légale n'est en vigueur : rien n'est gardé plus longtemps que prévu.", "No hay ninguna retención legal en vigor: nada se guarda más de lo previsto."),
        (Name, { } at) => new(
            $"Legal holds in force: {fact.Of("holds")}, the oldest since {Dates.Day(at).En}; so long the documents they are on are not destroyed.",
            $"Conservations légales en vigueur : {fact.Of("holds")}, la plus ancienne depuis le {Dates.Day(at).Fr} ; leurs documents ne sont pas détruits d'ici là.",
            $"Retenciones legales en vigor: {fact.Of("holds")}, la más antigua desde el {Dates.Day(at).Es}; mientras tanto sus documentos no se destruyen."),
        _ => null,
    };
}
