using Federation.Node.Shell;

namespace Federation.Node.Documents.Sharing;

/// <summary>What can be wrong with a request about sharing.</summary>
internal abstract record ShareRefusal(string Code, int Status, Text Message, string? Field = null) : DocumentRefusal(Code, Status, Message, Field)
{
    internal sealed record NoSuchShare() : ShareRefusal("no-such-share", 404, new(
        "This share has ended, or never was.", "Ce partage est terminé ou n'a jamais existé.", "Esta compartición terminó o nunca existió."));

    internal sealed record WholeSpace() : ShareRefusal("whole-space", 409, new(
        "A whole space is not shared. Share a folder in it, or open a group space.",
        "On ne partage pas un espace entier. Partagez un dossier ou ouvrez un espace de groupe.",
        "No se comparte un espacio entero. Comparta una carpeta o abra un espacio de grupo."));

    internal sealed record WithYourself() : ShareRefusal("with-yourself", 409, new(
        "This person gets at it already: it lies in a space of theirs.", "Cette personne y a déjà accès : cela se trouve dans un de ses espaces.",
        "Esta persona ya tiene acceso: está en un espacio suyo."), "person");

    internal sealed record NotYourGroup() : ShareRefusal("not-your-group", 422, new(
        "Choose a group space that you are in.", "Choisissez un espace de groupe dont vous faites partie.", "Elija un espacio de grupo al que pertenezca."), "group");

    internal sealed record TooManyShares() : ShareRefusal("too-many-shares", 409, new(
        $"This is shared {DocumentLimits.MostShares} times already. A group space is easier to keep an eye on.",
        $"Ceci est déjà partagé {DocumentLimits.MostShares} fois. Un espace de groupe se surveille plus facilement.",
        $"Esto ya se comparte {DocumentLimits.MostShares} veces. Un espacio de grupo se vigila más fácilmente."), "person");
}
