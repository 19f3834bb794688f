using Federation.Node.Shell;

namespace Federation.Node.Datasets.Open;

/// <summary>What can be wrong with opening a version to everybody.</summary>
internal abstract record OpenRefusal(string Code, int Status, Text Message) : Refusal("datasets.open-" + Code, Status, Message)
{
    internal sealed record NotThere() : OpenRefusal("not-there", 409, new(
        "Only the version that stands now can be opened to everybody.", "Seule la version en vigueur peut être ouverte à tous.", "Solo se puede abrir a todos la versión vigente."));

    internal sealed record OpenAlready() : OpenRefusal("already", 409, new(
        "This version is open to everybody already.", "Cette version est déjà ouverte à tous.", "Esta versión ya está abierta a todos."));

    internal sealed record AskedAlready() : OpenRefusal("asked-already", 409, new(
        "Somebody has asked to open it; a steward decides.", "Quelqu'un a demandé son ouverture ; un gardien des données décide.", "Alguien ha pedido abrirla; decide un custodio de datos."));

    internal sealed record NotAgreed() : OpenRefusal("not-agreed", 409, new(
        "Members of this campaign were not told that its table would be open to everybody, and have not agreed to it.",
        "Les membres de cette campagne n'ont pas été avertis que son tableau serait ouvert à tous, et n'y ont pas consenti.",
        "A los afiliados de esta campaña no se les dijo que su tabla estaría abierta a todos, y no lo han aceptado."));

    internal sealed record NotYet(DateTimeOffset? KeptUntil) : OpenRefusal("not-yet", 409, KeptUntil is { } until
        ? new(
            $"Members can still withdraw. What they gave is destroyed on {Dates.Day(until).En}; the table can be opened to everybody after that.",
            $"Des membres peuvent encore se retirer. Ce qu'ils ont donné est détruit le {Dates.Day(until).Fr} ; le tableau peut être ouvert à tous ensuite.",
            $"Los afiliados aún pueden retirarse. Lo que dieron se destruye el {Dates.Day(until).Es}; después la tabla se puede abrir a todos.")
        : new(
            "Members can still withdraw. The table can be opened to everybody when the campaign is closed and what they gave is destroyed.",
            "Des membres peuvent encore se retirer. Le tableau peut être ouvert à tous quand la campagne est close et que ce qu'ils ont donné est détruit.",
            "Los afiliados aún pueden retirarse. La tabla se puede abrir a todos cuando la campaña esté cerrada y se haya destruido lo que dieron."));

    internal sealed record NothingAsked() : OpenRefusal("nothing-asked", 409, new(
        "Nobody asks to open this version, or it was taken back.", "Personne ne demande l'ouverture de cette version, ou elle a été retirée.", "Nadie pide abrir esta versión, o fue retirada."));

    internal sealed record SamePerson() : OpenRefusal("same-person", 403, new(
        "Whoever asked to open a version cannot confirm it; ask another steward.",
        "La personne qui a demandé l'ouverture d'une version ne peut pas la confirmer ; demandez à un autre gardien.",
        "Quien pidió abrir una versión no puede confirmarlo; pida a otro custodio."));
}
