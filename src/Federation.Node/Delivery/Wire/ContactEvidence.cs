using Federation.Node.Shell;

namespace Federation.Node.Delivery.Wire;

/// <summary>Tells which hosts this node itself contacted.</summary>
internal sealed class ContactEvidence(ContactedHosts hosts) : IEvidence
{
    private const string Name = "hosts.contacted", Prefix = "host ";

    /// <summary>Hosts that are named, those contacted most: a sentence that people still read; of a federation with more the number says how many.</summary>
    private const int Named = 30;

    public async Task<IReadOnlyList<Fact>> Now(CancellationToken cancel)
    {
        var (most, count, since) = await hosts.All(Named, cancel);
        var figures = most.ToDictionary(each => Prefix + each.Host, each => each.Connections);
        figures["hosts"] = count;
        return [new(Name, ["partners", "protection", "question-7"], since, figures)];
    }

    public Text? Sentence(Fact fact)
    {
        if (fact.Name != Name)
        {
            return null;
        }

        if (fact.At is not { } since)
        {
            return new(
                "This node itself has contacted no other computer yet. Its database, and a bucket or a scanner that its operator set, are not counted.",
                "Ce nœud n'a encore contacté de lui-même aucun autre ordinateur. Sa base de données, et un stockage ou un antivirus choisi par l'exploitant, ne sont pas comptés.",
                "Este nodo aún no ha contactado por sí mismo con ningún otro ordenador. No se cuentan su base de datos ni un almacén o un antivirus que fijara el operador.");
        }

        var named = string.Join(", ", fact.Figures.Where(figure => figure.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .OrderByDescending(figure => figure.Value).ThenBy(figure => figure.Key, StringComparer.Ordinal).Select(figure => $"{figure.Key[Prefix.Length..]} ({figure.Value})"));
        return new(
            $"Hosts that this node itself contacted since {Dates.Day(since).En}: {fact.Of("hosts")}. With the number of connections: {named}. Its database, and a bucket or a scanner that its operator set, are not counted.",
            $"Hôtes que ce nœud a contactés de lui-même depuis le {Dates.Day(since).Fr} : {fact.Of("hosts")}. Avec le nombre de connexions : {named}. Sa base de données, et un stockage ou un antivirus choisi par l'exploitant, ne sont pas comptés.",
            $"Equipos con los que este nodo ha contactado por sí mismo desde el {Dates.Day(since).Es}: {fact.Of("hosts")}. Con el número de conexiones: {named}. No se cuentan su base de datos ni un almacén o un antivirus que fijara el operador.");
    }
}
