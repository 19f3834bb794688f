using Federation.Node.Shell;

namespace Federation.Node.Datasets.Tables;

/// <summary>The protections that a table passed, as it names them, and the words for them. Names are public; parameters are not.</summary>
internal static class Protections
{
    /// <summary>Most names that are read from a peer: twice what there is, for versions to come.</summary>
    public const int Most = 16;

    private static readonly (string Name, Text Words)[] All =
    [
        ("minimumGroup", new("Smallest group", "Plus petit groupe", "Grupo más pequeño")),
        ("dominance", new("No sum that one or two people make up", "Aucune somme faite par une ou deux personnes", "Ninguna suma hecha por una o dos personas")),
        ("sameAnswer", new("No group of which all gave the same answer", "Aucun groupe où tous ont donné la même réponse", "Ningún grupo en que todos dieron la misma respuesta")),
        ("secondarySuppression", new("Cells hidden that would give others away", "Cellules masquées qui en trahiraient d'autres", "Celdas ocultas que delatarían a otras")),
        ("exactAudit", new("Attacked: no hidden cell can be worked out", "Attaqué : aucune cellule masquée ne peut être calculée", "Atacada: ninguna celda oculta se puede calcular")),
        ("intervalAudit", new("Attacked: no hidden figure can be bounded closely", "Attaqué : aucun chiffre masqué ne peut être encadré de près", "Atacada: ninguna cifra oculta se puede acotar de cerca")),
        ("differencing", new("Compared with earlier versions: no difference shows a small group", "Comparé aux versions antérieures : aucune différence ne montre un petit groupe", "Comparada con versiones anteriores: ninguna diferencia muestra un grupo pequeño")),
        ("differentialPrivacy", new("Noise in every figure: whether one person took part cannot be told (differential privacy)", "Du bruit dans chaque chiffre : on ne peut dire si une personne a participé (confidentialité différentielle)", "Ruido en cada cifra: no se puede saber si una persona participó (privacidad diferencial)")),
        ("boundedContributions", new("Each person counts once, and with no more than the form allows", "Chaque personne compte une fois, et pas plus que ne permet le formulaire", "Cada persona cuenta una vez, y no más de lo que permite el formulario")),
        ("privacyBudget", new("Paid from a budget that does not come back", "Payé sur un budget qui ne revient pas", "Pagada de un presupuesto que no vuelve")),
    ];

    /// <summary>Those of a campaign's table.</summary>
    public static IReadOnlyList<string> OfCampaign { get; } =
        ["minimumGroup", "dominance", "sameAnswer", "secondarySuppression", "exactAudit", "intervalAudit", "differencing"];

    /// <summary>Those of a roll-up, whose figures are not known person by person.</summary>
    public static IReadOnlyList<string> OfRollUp { get; } = ["minimumGroup", "secondarySuppression", "exactAudit"];

    /// <summary>Those of a table with noise.</summary>
    public static IReadOnlyList<string> OfNoise { get; } = ["differentialPrivacy", "boundedContributions", "privacyBudget"];

    /// <summary>Those of a roll-up that was compared with its earlier versions.</summary>
    public static IReadOnlyList<string> OfRollUpBeside { get; } = [.. OfRollUp, "differencing"];

    /// <summary>Words for the names that are known here, in their order; a table made before names were kept passed two of them.</summary>
    public static IEnumerable<Text> Words(TableFile table) =>
        (table.Protections ?? OfRollUp).SelectMany(name => All.Where(each => each.Name == name).Select(each => each.Words));
}
