using Federation.Node.Shell;

namespace Federation.Node.Peers;

/// <summary>What can be wrong about peers.</summary>
internal abstract record PeerRefusal(string Code, int Status, Text Message, string? Field = null) : Refusal("peers." + Code, Status, Message, Field)
{
    internal sealed record NotAHost() : PeerRefusal("not-a-host", 422, new(
        "Write the peer's host, like union.example, or for another server an account of it, like @name@social.example.",
        "Écrivez l'hôte du pair, comme union.example, ou pour un autre serveur un de ses comptes, comme @nom@social.example.",
        "Escriba el anfitrión del par, como union.example, o de otro servidor una cuenta suya, como @nombre@social.example."), "host");

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

    internal sealed record NotFollowed(string Catalogue) : PeerRefusal("not-followed", 409, new(
        $"This node does not follow the catalogue '{Catalogue}' of this peer.", $"Ce nœud ne suit pas le catalogue « {Catalogue} » de ce pair.",
        $"Este nodo no sigue el catálogo «{Catalogue}» de este par."), "catalogue");

    internal sealed record NoSuchFollower(string Catalogue) : PeerRefusal("no-such-follower", 404, new(
        $"This actor of the peer does not follow our catalogue '{Catalogue}'.", $"Cet acteur du pair ne suit pas notre catalogue « {Catalogue} ».",
        $"Este actor del par no sigue nuestro catálogo «{Catalogue}»."), "actor");

    internal sealed record NotEnded(string Catalogue) : PeerRefusal("follower-not-ended", 409, new(
        $"Nobody here ended this actor's follow of our catalogue '{Catalogue}': it may follow.",
        $"Personne ici n'a mis fin au suivi de notre catalogue « {Catalogue} » par cet acteur : il peut le suivre.",
        $"Nadie aquí puso fin al seguimiento de nuestro catálogo «{Catalogue}» por este actor: puede seguirlo."), "actor");

    internal sealed record LetterGone() : PeerRefusal("letter-gone", 404, new(
        "This delivery is no longer in the list.", "Cet envoi n'est plus dans la liste.", "Este envío ya no está en la lista."));

    internal sealed record Blocked() : PeerRefusal("blocked", 409, new(
        "This host is blocked here. Two people can lift the block.", "Cet hôte est bloqué ici. Deux personnes peuvent lever le blocage.",
        "Este anfitrión está bloqueado aquí. Dos personas pueden levantar el bloqueo."), "host");

    internal sealed record NotBlocked() : PeerRefusal("not-blocked", 409, new(
        "This host is not blocked.", "Cet hôte n'est pas bloqué.", "Este anfitrión no está bloqueado."), "host");

    internal sealed record ReasonMissing() : PeerRefusal("reason-missing", 422, new(
        $"Write the reason, in 1 to {PeerRules.MaxReasonLength} characters.", $"Écrivez la raison, en 1 à {PeerRules.MaxReasonLength} caractères.",
        $"Escriba el motivo, en 1 a {PeerRules.MaxReasonLength} caracteres."), "reason");

    internal sealed record NoSuchKey(string Name) : PeerRefusal("no-such-key", 404, new(
        $"This node has no key '{Name}'.", $"Ce nœud n'a pas de clé « {Name} ».", $"Este nodo no tiene la clave «{Name}»."));

    internal sealed record KeyAlreadyRevoked(string Name) : PeerRefusal("key-revoked", 409, new(
        $"The key '{Name}' is revoked already.", $"La clé « {Name} » est déjà révoquée.", $"La clave «{Name}» ya está revocada."));

    internal sealed record KeyJustChanged() : PeerRefusal("key-just-changed", 409, new(
        "Somebody else changed the key in this very moment. Look at the list before you go on.",
        "Quelqu'un d'autre vient de changer la clé. Regardez la liste avant de continuer.",
        "Otra persona cambió la clave en este mismo momento. Mire la lista antes de seguir."));

    internal sealed record NoSuchAffiliation() : PeerRefusal("no-such-affiliation", 404, new(
        "There is no such affiliation of this node to decide about.", "Il n'y a pas de telle affiliation de ce nœud à décider.",
        "No hay tal afiliación de este nodo por decidir."));

    internal sealed record UntilNotPossible() : PeerRefusal("until-not-possible", 422, new(
        "An affiliation ends on a day in the next two years.", "Une affiliation se termine un jour des deux prochaines années.",
        "Una afiliación termina un día de los próximos dos años."), "until");

    internal sealed record VouchesAlready() : PeerRefusal("vouches-already", 409, new(
        "This peer is trusted to vouch already.", "Ce pair a déjà la confiance pour se porter garant.", "Este par ya es de confianza para avalar."));

    internal sealed record NotSignedByPeer() : PeerRefusal("not-signed", 401, Text.Same(
        "This is for peers only: sign the request as an approved peer (RFC 9421 over @method and @target-uri)."));
}
