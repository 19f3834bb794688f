using Federation.Node.Shell;

namespace Federation.Node.Tools;

/// <summary>What can be wrong with a tool.</summary>
internal abstract record ToolRefusal(string Code, int Status, Text Message, string? Field = null)
    : Refusal("tools." + Code, Status, Message, Field)
{
    internal sealed record NotFound() : ToolRefusal("not-found", 404, new(
        "There is no such tool here.", "Cet outil n'existe pas ici.", "Esa herramienta no existe aquí."));

    internal sealed record BadName() : ToolRefusal("bad-name", 422, new(
        $"A tool's name has up to {ToolLimits.LongestName} lower-case letters, digits and single hyphens, and begins with a letter.",
        $"Le nom d'un outil compte au plus {ToolLimits.LongestName} minuscules, chiffres et traits d'union simples, et commence par une lettre.",
        $"El nombre de una herramienta tiene hasta {ToolLimits.LongestName} minúsculas, cifras y guiones simples, y empieza por una letra."), "name");

    internal sealed record BadVersion() : ToolRefusal("bad-version", 422, new(
        "The version is not like 2.1.0 (Semantic Versioning).", "La version n'est pas de la forme 2.1.0 (Semantic Versioning).",
        "La versión no es de la forma 2.1.0 (Semantic Versioning)."), "version");

    internal sealed record UnsupportedLicense(string Given) : ToolRefusal("unsupported-license", 422, new(
        $"'{Given}' is not an SPDX identifier of a free licence on our list, like AGPL-3.0-or-later or MIT.",
        $"« {Given} » n'est pas l'identifiant SPDX d'une licence libre de notre liste, comme AGPL-3.0-or-later ou MIT.",
        $"«{Given}» no es el identificador SPDX de una licencia libre de nuestra lista, como AGPL-3.0-or-later o MIT."), "license");

    internal sealed record BadSource() : ToolRefusal("bad-source", 422, new(
        "Give the https address of the source code.", "Donnez l'adresse https du code source.", "Dé la dirección https del código fuente."), "source");

    internal sealed record UnknownData(string Given) : ToolRefusal("unknown-data", 422, new(
        $"'{Given}' is not data on our list.", $"« {Given} » n'est pas une donnée de notre liste.", $"«{Given}» no es un dato de nuestra lista."), "touches");

    internal sealed record PlaceMissing() : ToolRefusal("place-missing", 422, new(
        "Say where the tool runs.", "Dites où l'outil s'exécute.", "Diga dónde se ejecuta la herramienta."), "runsOn");

    internal sealed record SummaryMissing(string Language) : ToolRefusal("summary-missing", 422, new(
        $"Say what the tool is for in this language, in at most {ToolLimits.LongestText} characters: {Language}.",
        $"Dites à quoi sert l'outil dans cette langue, en {ToolLimits.LongestText} caractères au plus : {Language}.",
        $"Diga para qué sirve la herramienta en este idioma, en {ToolLimits.LongestText} caracteres como máximo: {Language}."), "summary-" + Language);

    internal sealed record NotReviewed() : ToolRefusal("not-reviewed", 422, new(
        "Say who reviewed this version, on which day (not a day to come), and what they found.",
        "Dites qui a examiné cette version, quel jour (pas un jour à venir) et ce qui a été constaté.",
        "Diga quién revisó esta versión, qué día (no un día por venir) y qué encontró."), "reviewBy");

    internal sealed record ArchiveMissing() : ToolRefusal("archive-missing", 422, new(
        "Choose the archive, a .tar.gz or a .zip.", "Choisissez l'archive, un .tar.gz ou un .zip.", "Elija el archivo comprimido, un .tar.gz o un .zip."), "archive");

    internal sealed record TooLarge(long Most) : ToolRefusal("too-large", 413, new(
        $"The archive is larger than the {Most} bytes a tool may have.", $"L'archive dépasse les {Most} octets permis pour un outil.",
        $"El archivo supera los {Most} bytes que puede tener una herramienta."), "archive");

    internal sealed record Full() : ToolRefusal("full", 507, new(
        "The node's disk is full; nothing was kept.", "Le disque du nœud est plein ; rien n'a été conservé.", "El disco del nodo está lleno; no se guardó nada."));

    internal sealed record BrokenArchive(string Why) : ToolRefusal("broken-archive", 422, new(
        $"The archive cannot be shared: {Why}", $"L'archive ne peut pas être partagée : {Why}", $"El archivo no se puede compartir: {Why}"), "archive");

    internal sealed record VersionTaken() : ToolRefusal("version-taken", 409, new(
        "This version was published and never changes. Give the next one another number.",
        "Cette version a été publiée et ne change jamais. Donnez un autre numéro à la suivante.",
        "Esta versión se publicó y nunca cambia. Dé otro número a la siguiente."), "version");

    internal sealed record NothingProposed() : ToolRefusal("nothing-proposed", 409, new(
        "This version does not wait for a decision.", "Cette version n'attend pas de décision.", "Esta versión no espera ninguna decisión."));

    internal sealed record SamePerson() : ToolRefusal("same-person", 403, new(
        "Whoever proposed a tool cannot approve it; ask another steward or administrator.",
        "La personne qui a proposé un outil ne peut pas l'approuver ; demandez à un autre gardien ou administrateur.",
        "Quien propuso una herramienta no puede aprobarla; pida a otro custodio o administrador."));

    internal sealed record OtherProposal() : ToolRefusal("other-proposal", 409, new(
        "The proposal is not the one you looked at. Look at it as it is now, then decide.",
        "La proposition n'est pas celle que vous avez regardée. Regardez-la telle qu'elle est, puis décidez.",
        "La propuesta no es la que usted vio. Mírela como está ahora y decida."));

    internal sealed record RoleMissing() : ToolRefusal("role-missing", 403, new(
        "Your roles do not include this decision.", "Vos rôles ne comprennent pas cette décision.", "Sus funciones no incluyen esta decisión."));

    internal sealed record NoReason() : ToolRefusal("no-reason", 422, new(
        "Say why, for everybody who has the tool.", "Dites pourquoi, pour tous ceux qui ont l'outil.", "Diga por qué, para todos los que tienen la herramienta."), "reason");

    internal sealed record NotPublished() : ToolRefusal("not-published", 409, new(
        "Only a published version can be revoked.", "Seule une version publiée peut être révoquée.", "Solo se puede revocar una versión publicada."));

    internal sealed record Revoked(string Why) : ToolRefusal("revoked", 410, new(
        $"This version was revoked by its publisher and is not given out any more: {Why}",
        $"Cette version a été révoquée par son éditeur et n'est plus distribuée : {Why}",
        $"Esta versión fue revocada por su editor y ya no se entrega: {Why}"));

    internal sealed record NotMirrored() : ToolRefusal("not-mirrored", 409, new(
        "The archive is not here yet; it is installed once it was fetched and verified.",
        "L'archive n'est pas encore ici ; elle sera installée une fois récupérée et vérifiée.",
        "El archivo aún no está aquí; se instala una vez recuperado y verificado."));

    internal sealed record NotInstalled() : ToolRefusal("not-installed", 409, new(
        "This version is not installed here.", "Cette version n'est pas installée ici.", "Esta versión no está instalada aquí."));
}
