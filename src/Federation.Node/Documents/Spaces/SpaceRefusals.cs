using Federation.Node.Shell;

namespace Federation.Node.Documents.Spaces;

/// <summary>What can be wrong with a request about a group space or who is in it.</summary>
internal abstract record SpaceRefusal(string Code, int Status, Text Message, string? Field = null) : DocumentRefusal(Code, Status, Message, Field)
{
    internal sealed record ReadOnly() : SpaceRefusal("read-only", 403, new(
        "You may read this, not change it. Nothing was changed; ask who shares it with you.",
        "Vous pouvez lire ceci, pas le modifier. Rien n'a été modifié ; demandez à qui le partage avec vous.",
        "Puede leer esto, no modificarlo. No se ha cambiado nada; pregunte a quien lo comparte con usted."));

    internal sealed record Closed(DateTimeOffset Until) : SpaceRefusal("space-closed", 403, new(
        $"This space was closed: nothing in it changes any more, and nobody is let in. It can be read until {Dates.Day(Until).En}; as long as it is there, a manager can open it again.",
        $"Cet espace a été fermé : plus rien n'y change et plus personne n'y entre. Il reste lisible jusqu'au {Dates.Day(Until).Fr} ; tant qu'il existe, un gestionnaire peut le rouvrir.",
        $"Este espacio se cerró: ya nada cambia en él y no se deja entrar a nadie. Se puede leer hasta el {Dates.Day(Until).Es}; mientras exista, un gestor puede abrirlo de nuevo."));

    internal sealed record SharedWithYou() : SpaceRefusal("shared-with-you", 403, new(
        "This was shared with you: only those it belongs to move, rename or delete it.",
        "Ceci est partagé avec vous : seules les personnes à qui il appartient le déplacent, le renomment ou le suppriment.",
        "Esto se comparte con usted: solo aquellos a quienes pertenece lo mueven, renombran o borran."));

    internal sealed record ForManagers() : SpaceRefusal("for-managers", 403, new(
        "Only managers of this space may do this.", "Seuls les gestionnaires de cet espace peuvent le faire.", "Solo los gestores de este espacio pueden hacerlo."));

    internal sealed record NoSuchPerson() : SpaceRefusal("no-such-person", 422, new(
        "Nobody signs in here with this name. Ask them for the name they sign in with, and write it exactly.",
        "Personne ne se connecte ici sous ce nom. Demandez-leur leur nom de connexion et écrivez-le exactement.",
        "Nadie entra aquí con ese nombre. Pídales su nombre de acceso y escríbalo exactamente."), "person");

    internal sealed record NoSuchRole() : SpaceRefusal("no-such-role", 422, new(
        "Choose what they may do.", "Choisissez ce qu'ils peuvent faire.", "Elija lo que pueden hacer."), "role");

    internal sealed record LastManager() : SpaceRefusal("last-manager", 409, new(
        "A group space needs a manager. Make somebody else one first.", "Un espace de groupe a besoin d'un gestionnaire. Nommez-en d'abord un autre.",
        "Un espacio de grupo necesita un gestor. Nombre antes a otra persona."));

    internal sealed record TooManyPeople() : SpaceRefusal("too-many-people", 409, new(
        $"A group space has at most {DocumentLimits.MostPeople} people.", $"Un espace de groupe compte au plus {DocumentLimits.MostPeople} personnes.",
        $"Un espacio de grupo tiene como máximo {DocumentLimits.MostPeople} personas."), "person");

    internal sealed record TooManySpaces() : SpaceRefusal("too-many-spaces", 409, new(
        $"You are in {DocumentLimits.MostSpaces} group spaces. Leave one before you open another.",
        $"Vous êtes dans {DocumentLimits.MostSpaces} espaces de groupe. Quittez-en un avant d'en ouvrir un autre.",
        $"Está en {DocumentLimits.MostSpaces} espacios de grupo. Salga de uno antes de abrir otro."));
}
