using Federation.Privacy.DifferentialPrivacy;
using Marten;

namespace Federation.Node.Datasets.Noise;

/// <summary>What was spent of the privacy of this node's members, for good: every table with noise that was drawn, whether it was signed or not.</summary>
/// <param name="Id">The stream; a node has one.</param>
/// <param name="Spent">All of it, oldest first.</param>
public sealed record PrivacyLedger(Guid Id, IReadOnlyList<PrivacySpent> Spent)
{
    /// <summary>The one ledger of a node.</summary>
    public static readonly Guid TheOne = new("6e6f6973-6500-4c65-8467-657200000001");

    /// <summary>Begins with what was spent first.</summary>
    public static PrivacyLedger Create(PrivacySpent spent) => new(TheOne, [spent]);

    /// <summary>More was spent.</summary>
    public PrivacyLedger Apply(PrivacySpent spent) => this with { Spent = [.. Spent, spent] };

    /// <summary>What is spent and what may be, of a node's ledger.</summary>
    /// <param name="ledger">Null where nothing was ever spent.</param>
    internal static PrivacyBudget BudgetOf(PrivacyLedger? ledger) => new(NoiseTerms.CampaignLimit, NoiseTerms.YearLimit, [.. (ledger?.Spent ?? []).Select(Entry)]);

    /// <summary>Queues a price; whoever spends at the same moment loses the race and begins again.</summary>
    /// <returns>Why not; null when it is queued.</returns>
    internal static async Task<DatasetRefusal?> Spend(IDocumentSession session, PrivacySpent spent, CancellationToken cancel)
    {
        var stream = await session.Events.FetchForWriting<PrivacyLedger>(TheOne, cancel);
        var (budget, entry) = (BudgetOf(stream.Aggregate), Entry(spent));
        if (budget.Spend(entry) is null)
        {
            return new DatasetRefusal.PrivacySpentUp(NoiseTerms.Percent(entry.Rho), NoiseTerms.Percent(budget.Left(entry.Population, entry.Campaign, entry.At)));
        }

        if (stream.Aggregate is null)
        {
            session.Events.StartStream<PrivacyLedger>(TheOne, spent);
        }
        else
        {
            stream.AppendOne(spent);
        }

        return null;
    }

    private static PrivacyBudget.Entry Entry(PrivacySpent spent) =>
        new(spent.Population, spent.CampaignId.ToString(), Rational.Read(spent.Rho)!.Value, spent.At); // written by ToString
}

/// <summary>A table with noise was drawn: what it tells of people is told, whatever becomes of the table.</summary>
/// <param name="CampaignId">Of which campaign.</param>
/// <param name="DatasetId">Of which dataset.</param>
/// <param name="Population">Whose figures.</param>
/// <param name="Rho">What it cost, in rho of zero-concentrated differential privacy, as a fraction like <c>3/500</c>.</param>
/// <param name="At">When.</param>
public sealed record PrivacySpent(Guid CampaignId, Guid DatasetId, string Population, string Rho, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "dataset.privacy-spent.v1";
}
