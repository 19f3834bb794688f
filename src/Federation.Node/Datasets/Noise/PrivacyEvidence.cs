using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Datasets.Noise;

/// <summary>Tells how much of the year's privacy budget tables with noise have spent.</summary>
internal sealed class PrivacyEvidence(IDocumentStore store, TimeProvider time) : IEvidence
{
    private const string Name = "datasets.privacy-spent";

    public async Task<IReadOnlyList<Fact>> Now(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var ledger = await session.LoadAsync<PrivacyLedger>(PrivacyLedger.TheOne, cancel);
        var left = PrivacyLedger.BudgetOf(ledger).LeftOfYear(NoiseTerms.Population, time.GetUtcNow());
        return [new(Name, ["protection", "question-4"], ledger?.Spent[^1].At, new Dictionary<string, long>
        {
            ["percentOfYear"] = 100 - (long)(left * 100 / NoiseTerms.YearLimit).Floor, ["tables"] = ledger?.Spent.Count ?? 0,
        })];
    }

    public Text? Sentence(Fact fact) => (fact.Name, fact.At) switch
    {
        (Name, null) => new("No table with noise was drawn: nothing of the privacy budget is spent.", "Aucun tableau avec bruit n'a été tiré : rien du budget de confidentialité n'est dépensé.", "No se ha sacado ninguna tabla con ruido: no se ha gastado nada del presupuesto de privacidad."),
        (Name, { } at) => new(
            $"Tables with noise drawn: {fact.Of("tables")}, the last on {Dates.Day(at).En}; spent of the privacy budget of the year to then: {fact.Of("percentOfYear")} %.",
            $"Tableaux avec bruit tirés : {fact.Of("tables")}, le dernier le {Dates.Day(at).Fr} ; dépensé du budget de confidentialité de l'année : {fact.Of("percentOfYear")} %.",
            $"Tablas con ruido sacadas: {fact.Of("tables")}, la última el {Dates.Day(at).Es}; gastado del presupuesto de privacidad del año: {fact.Of("percentOfYear")} %."),
        _ => null,
    };
}
