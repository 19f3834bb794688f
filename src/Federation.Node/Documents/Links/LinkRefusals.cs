using Federation.Node.Shell;

namespace Federation.Node.Documents.Links;

/// <summary>What can be wrong with a request about links.</summary>
internal abstract record LinkRefusal(string Code, int Status, Text Message, string? Field = null) : DocumentRefusal(Code, Status, Message, Field)
{
    internal sealed record NoSuchLink() : LinkRefusal("no-such-link", 404, new(
        "This link has ended, or never was.", "Ce lien est terminé ou n'a jamais existé.", "Este enlace terminó o nunca existió."));

    internal sealed record NoSuchKind() : LinkRefusal("no-such-kind-of-link", 422, new(
        "Choose what the link is for.", "Choisissez à quoi sert le lien.", "Elija para qué sirve el enlace."), "link-kind");

    internal sealed record OnlyFoldersTakeFiles() : LinkRefusal("only-folders-take-files", 422, new(
        "Files can be put into a folder only. Make a link to the folder.", "On ne dépose des fichiers que dans un dossier. Créez un lien vers le dossier.",
        "Solo se pueden dejar archivos en una carpeta. Cree un enlace a la carpeta."), "link-kind");

    internal sealed record LabelTooLong() : LinkRefusal("label-too-long", 422, new(
        $"Call the link something of at most {LinkLimits.LongestLabel} characters.", $"Donnez au lien un nom d'au plus {LinkLimits.LongestLabel} caractères.",
        $"Dé al enlace un nombre de {LinkLimits.LongestLabel} caracteres como máximo."), "link-label");

    internal sealed record PasswordLength() : LinkRefusal("link-password-length", 422, new(
        $"A link's password has {LinkLimits.ShortestPassword} to {LinkLimits.LongestPassword} characters.",
        $"Le mot de passe d'un lien compte de {LinkLimits.ShortestPassword} à {LinkLimits.LongestPassword} caractères.",
        $"La contraseña de un enlace tiene de {LinkLimits.ShortestPassword} a {LinkLimits.LongestPassword} caracteres."), "link-password");

    internal sealed record BadEnd() : LinkRefusal("bad-end-of-link", 422, new(
        $"A link ends on a day between today and {LinkLimits.MostDays} days from now.", $"Un lien prend fin entre aujourd'hui et dans {LinkLimits.MostDays} jours.",
        $"Un enlace termina un día entre hoy y dentro de {LinkLimits.MostDays} días."), "link-expires");

    internal sealed record BadCount() : LinkRefusal("bad-count", 422, new(
        $"How often a link can be used is a number from 1 to {LinkLimits.MostUses}, or nothing.",
        $"Le nombre d'utilisations d'un lien va de 1 à {LinkLimits.MostUses}, ou reste vide.",
        $"Las veces que se puede usar un enlace son un número de 1 a {LinkLimits.MostUses}, o nada."), "link-most");

    internal sealed record TooManyLinks() : LinkRefusal("too-many-links", 409, new(
        $"There are {LinkLimits.MostLinks} links to this already. End one first.", $"Il y a déjà {LinkLimits.MostLinks} liens vers ceci. Terminez-en un d'abord.",
        $"Ya hay {LinkLimits.MostLinks} enlaces a esto. Termine uno antes."));

    internal sealed record WrongPassword() : LinkRefusal("wrong-link-password", 403, new(
        "This is not the password of the link. Ask who sent it to you.", "Ce n'est pas le mot de passe du lien. Demandez à la personne qui vous l'a envoyé.",
        "Esta no es la contraseña del enlace. Pregunte a quien se lo envió."), "password");

    internal sealed record NoRoom() : LinkRefusal("no-room-for-that", 507, new(
        "There is not enough room for this file. Nothing was kept. Tell who sent you the link.",
        "Il n'y a pas assez de place pour ce fichier. Rien n'a été gardé. Dites-le à la personne qui vous a envoyé le lien.",
        "No hay espacio suficiente para este archivo. No se guardó nada. Dígaselo a quien le envió el enlace."));

    internal sealed record TooManyTries() : LinkRefusal("too-many-tries", 429, new(
        "Too many wrong passwords. Wait 15 minutes, then try again.", "Trop de mots de passe faux. Attendez 15 minutes, puis réessayez.",
        "Demasiadas contraseñas incorrectas. Espere 15 minutos e inténtelo de nuevo."), "password");
}
