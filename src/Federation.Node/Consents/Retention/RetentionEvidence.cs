using Federation.Node.Campaigns;
using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Consents.Retention;

/// <summary>Tells of the last destruction of contributions on their date, and whether one is overdue.</summary>
internal sealed class RetentionEvidence(ICampaigns campaigns, IDocumentStore store, TimeProvider time) : IEvidence
{
    private const string Name = "retention.run";

    public async Task<IReadOnlyList<Fact>> Now(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var session = store.QuerySession();
        var runs = await session.Query<RetentionRun>().ToListAsync(cancel);
        var done = runs.Select(run => run.CampaignId).ToHashSet();
        var last = runs.MaxBy(run => run.At);
        var overdue = (await campaigns.All(cancel)).Count(campaign => campaign.KeptUntil <= now && !done.Contains(campaign.Id));
        return [new(Name, ["minimise", "protection", "question-5"], last?.At, new Dictionary<string, long> { ["consents"] = last?.Consents ?? 0, ["runs"] = runs.Count, ["overdue"] = overdue })];
    }

    public Text? Sentence(Fact fact) => (fact.Name, fact.At) switch
    {
        (Name, null) => new(
            $"No campaign's date has brought a destruction of contributions yet. Overdue: {fact.Of("overdue")}.",
            $"Aucune date de campagne n'a encore entraîné de destruction de contributions. En retard : {fact.Of("overdue")}.",
            $"Ninguna fecha de campaña ha traído aún una destrucción de contribuciones. Atrasadas: {fact.Of("overdue")}."),
        (Name, { } at) => new(
            $"The last destruction of contributions on their date was on {Dates.Day(at).En}. Consents that ended then: {fact.Of("consents")}; campaigns done: {fact.Of("runs")}, overdue: {fact.Of("overdue")}.",
            $"La dernière destruction de contributions à leur date a eu lieu le {Dates.Day(at).Fr}. Consentements échus alors : {fact.Of("consents")} ; campagnes faites : {fact.Of("runs")}, en retard : {fact.Of("overdue")}.",
            $"La última destrucción de contribuciones en su fecha fue el {Dates.Day(at).Es}. Consentimientos que terminaron entonces: {fact.Of("consents")}; campañas hechas: {fact.Of("runs")}, atrasadas: {fact.Of("overdue")}."),
        _ => null,
    };
}
