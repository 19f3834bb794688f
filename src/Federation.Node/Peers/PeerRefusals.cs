using Federation.Node.Shell;

namespace Federation.Node.Peers;

/// <summary>What can be wrong about peers.</summary>
internal abstract record PeerRefusal(string Code, int Status, Text Message, string? Field = null) : Refusal("peers." + Code, Status, Message, Field)
{
    internal sealed record NotAHost() : PeerRefusal("not-a-host", 422, new(
        "Write the peer's host only, like union.example.", "Écrivez seulement l'hôte du pair, comme union.example.",
        "Escriba solo el anfitrión del par, como union.example."), "host");

    internal sealed record IsUs() : PeerRefusal("is-us", 422, new(
        "This is the address of your own node.", "C'est l'adresse de votre propre nœud.", "Es la dirección de su propio nodo."), "host");

    internal sealed record NameMissing() : PeerRefusal("name-missing", 422, new(
        "Write a name of 1 to 100 characters.", "Écrivez un nom de 1 à 100 caractères.", "Escriba un nombre de 1 a 100 caracteres."), "name");

    internal sealed record NoIntroduction(string Why) : PeerRefusal("no-introduction", 422, new(
        $"That node did not introduce itself as a peer must: {Why}", $"Ce nœud ne s'est pas présenté comme il le doit : {Why}",
        $"Ese nodo no se presentó como debe: {Why}"), "host");

    internal sealed record AlreadyKnown() : PeerRefusal("already-known", 409, new(
        "This peer is already proposed or approved.", "Ce pair est déjà proposé ou approuvé.", "Este par ya está propuesto o aprobado."), "host");

    internal sealed record NoSuchPeer() : PeerRefusal("no-such-peer", 404, new(
        "There is no such peer.", "Ce pair n'existe pas.", "No existe tal par."));

    internal sealed record SamePerson() : PeerRefusal("same-person", 409, new(
        "You proposed this peer yourself. Somebody else must approve it.", "Vous avez proposé ce pair vous-même. Quelqu'un d'autre doit l'approuver.",
        "Usted propuso este par. Otra persona debe aprobarlo."));

    internal sealed record RoleMissing() : PeerRefusal("role-missing", 403, new(
        "This needs another role.", "Cela demande un autre rôle.", "Esto requiere otro rol."));

    internal sealed record NotApproved() : PeerRefusal("not-approved", 409, new(
        "This peer is not approved yet.", "Ce pair n'est pas encore approuvé.", "Este par aún no está aprobado."));

    internal sealed record NoSuchCatalogue(string Catalogue) : PeerRefusal("no-such-catalogue", 422, new(
        $"The peer has no catalogue '{Catalogue}'.", $"Le pair n'a pas de catalogue « {Catalogue} ».", $"El par no tiene catálogo «{Catalogue}»."), "catalogue");

    internal sealed record LetterGone() : PeerRefusal("letter-gone", 404, new(
        "This delivery is no longer in the list.", "Cet envoi n'est plus dans la liste.", "Este envío ya no está en la lista."));
}
