using Federation.Node.Hosting.Database;
using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Members;

/// <summary>Tells how many people have which role, and what members asked for of their own data.</summary>
internal sealed class MemberEvidence(IDocumentStore store, UpkeepLog log, TimeProvider time) : IEvidence
{
    private const string RolesHeld = "members.roles", Erasures = "members.erasures", Exports = "members.exports";

    public async Task<IReadOnlyList<Fact>> Now(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var session = store.QuerySession();
        var accounts = await session.Query<Member>().CountAsync(member => !member.IsDisabled, cancel);
        var held = await session.Query<Member>().Where(member => !member.IsDisabled
            && (member.Roles.Contains(Roles.Officer) || member.Roles.Contains(Roles.Steward) || member.Roles.Contains(Roles.Administrator)))
            .ToListAsync(cancel); // few, or there would be no need to say it
        var waiting = await session.Query<Member>().Where(member => member.Erasure != null).Select(member => member.Id).ToListAsync(cancel);
        var exports = (await log.Last(now, cancel)).GetValueOrDefault(UpkeepLog.Export);
        int Count(string role) => held.Count(member => member.Roles.Contains(role));
        return
        [
            new(RolesHeld, ["checking", "question-2"], null, new Dictionary<string, long>
            {
                ["accounts"] = accounts, ["officers"] = Count(Roles.Officer), ["stewards"] = Count(Roles.Steward),
                ["administrators"] = Count(Roles.Administrator),
            }),
            new(Exports, ["responsible", "question-3"], exports?.At, new Dictionary<string, long> { ["inAYear"] = exports?.InAYear ?? 0 }),
            new(Erasures, ["protection", "question-3"], await Oldest(session, waiting, cancel), new Dictionary<string, long> { ["waiting"] = waiting.Count }),
        ];
    }

    public Text? Sentence(Fact fact) => fact switch
    {
        { Name: RolesHeld } => new(
            $"Accounts in use: {fact.Of("accounts")}. May run campaigns: {fact.Of("officers")}; sign off: {fact.Of("stewards")}; administer: {fact.Of("administrators")}.",
            $"Comptes en service : {fact.Of("accounts")}. Peuvent mener des campagnes : {fact.Of("officers")} ; valider : {fact.Of("stewards")} ; administrer : {fact.Of("administrators")}.",
            $"Cuentas en uso: {fact.Of("accounts")}. Pueden llevar campañas: {fact.Of("officers")}; validar: {fact.Of("stewards")}; administrar: {fact.Of("administrators")}."),
        { Name: Exports, At: null } => new(
            "Members take a copy of everything about them by themselves and at once, so no such request stays open. Nobody has taken one yet.",
            "Les membres prennent eux-mêmes, aussitôt, une copie de tout ce qui les concerne : aucune demande ne reste ouverte. Personne n'en a encore pris.",
            "Los miembros se llevan ellos mismos y al momento una copia de todo lo suyo, así que ninguna petición queda abierta. Nadie se ha llevado aún ninguna."),
        { Name: Exports, At: { } at } => new(
            $"Members take a copy of everything about them by themselves and at once, so no such request stays open. Taken in a year: {fact.Of("inAYear")}, the last on {Dates.Day(at).En}.",
            $"Les membres prennent eux-mêmes, aussitôt, une copie de tout ce qui les concerne : aucune demande ne reste ouverte. Prises en un an : {fact.Of("inAYear")}, la dernière le {Dates.Day(at).Fr}.",
            $"Los miembros se llevan ellos mismos y al momento una copia de todo lo suyo, así que ninguna petición queda abierta. En un año: {fact.Of("inAYear")}, la última el {Dates.Day(at).Es}."),
        { Name: Erasures, At: null } => new("Nobody waits to be erased.", "Personne n'attend d'être effacé.", "Nadie espera a ser borrado."),
        { Name: Erasures, At: { } at } => new(
            $"Erasures asked for and not done yet: {fact.Of("waiting")}, the oldest since {Dates.Day(at).En}.",
            $"Effacements demandés et pas encore faits : {fact.Of("waiting")}, le plus ancien depuis le {Dates.Day(at).Fr}.",
            $"Borrados pedidos y aún no hechos: {fact.Of("waiting")}, el más antiguo desde el {Dates.Day(at).Es}."),
        _ => null,
    };

    // The account does not say when it was asked; its history does. Few wait at a time.
    private static async Task<DateTimeOffset?> Oldest(IQuerySession session, IReadOnlyList<Guid> waiting, CancellationToken cancel)
    {
        DateTimeOffset? oldest = null;
        foreach (var member in waiting)
        {
            var asked = (await session.Events.FetchStreamAsync(member, token: cancel)).Select(each => each.Data).OfType<ErasureAsked>().Last().At; // it waits, so it was asked
            oldest = oldest is { } before && before < asked ? before : asked;
        }

        return oldest;
    }
}
