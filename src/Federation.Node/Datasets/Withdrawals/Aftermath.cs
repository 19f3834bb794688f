using System.Text.Json.Nodes;
using Federation.Node.Consents;

namespace Federation.Node.Datasets.Withdrawals;

/// <summary>What became of a consent that ended, for its member: what was taken back and what each holder answered, or where only totals are left.</summary>
/// <param name="Consent">The consent.</param>
/// <param name="Withdrawals">What was taken back because it was withdrawn.</param>
/// <param name="Standing">Where its figures stand for good.</param>
public sealed record Aftermath(Consent Consent, IReadOnlyList<Withdrawal> Withdrawals, IReadOnlyList<StandingTable> Standing)
{
    /// <summary>As a file, with the whole signed answers.</summary>
    internal JsonObject Written() => new()
    {
        ["state"] = Consent.State.ToString(),
        ["takenBack"] = Strings(Withdrawals.SelectMany(withdrawal => withdrawal.Versions)),
        ["corrected"] = Strings(Withdrawals.Select(withdrawal => withdrawal.Corrected).OfType<string>()),
        ["holders"] = new JsonArray([.. Withdrawals.SelectMany(withdrawal => withdrawal.Notices).Select(Holder)]),
        ["standing"] = new JsonArray([.. Standing.Select(Table)]),
    };

    private static JsonObject Holder(Notice notice) => new()
    {
        ["host"] = notice.Host,
        ["version"] = notice.Version,
        ["notice"] = notice.Id,
        ["answer"] = notice.Answer?.Outcome,
        ["answeredAt"] = notice.Answer?.At,
        ["activity"] = notice.Answer is { } answer ? JsonNode.Parse(answer.Activity) : null,
    };

    private static JsonObject Table(StandingTable table) => new()
    {
        ["version"] = table.Version,
        ["holders"] = Strings(table.Holders),
        ["outcome"] = WithdrawalRules.AggregatedAnonymous,
        ["since"] = table.Since,
    };

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
