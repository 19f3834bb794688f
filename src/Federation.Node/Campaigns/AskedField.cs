using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>What is asked, said before anybody answers: with what is kept of it where that is less, and who reads it.</summary>
internal static class AskedField
{
    /// <summary>A field's label, and in brackets how little of the answer is kept.</summary>
    public static Text Words(SchemaField field)
    {
        var kept = field switch
        {
            { Date.KeptBy: var period } => new Text($"only {period.The().En}", $"{period.The().Fr} seulement", $"solo {period.The().Es}"),
            { Kind: FieldKind.Text } => new Text("for the member alone", "pour le membre seul", "solo para el afiliado"),
            { Daily: DailyFigure.Sum } => new("each day; only the week's sum", "chaque jour ; seule la somme de la semaine", "cada día; solo la suma de la semana"),
            { Daily: DailyFigure.Days } => new("counted by the node", "comptés par le nœud", "contados por el nodo"),
            { ToNearest: not null } => new Text("rounded", "arrondi", "redondeado"),
            _ => null,
        };
        return kept is null ? field.Label : new($"{field.Label.En} ({kept.En})", $"{field.Label.Fr} ({kept.Fr})", $"{field.Label.Es} ({kept.Es})");
    }
}
