using Federation.Node.Shell;

namespace Federation.Node.Datasets.Corrections;

/// <summary>What can be wrong with taking a version back.</summary>
internal abstract record TakeBackRefusal(string Code, int Status, Text Message, string? Field = null)
    : Refusal("datasets.take-back-" + Code, Status, Message, Field)
{
    internal sealed record NotThere() : TakeBackRefusal("not-there", 409, new(
        "There is no such version, or its files are erased already.", "Cette version n'existe pas, ou ses fichiers sont déjà effacés.",
        "No existe tal versión, o sus archivos ya están borrados."));

    internal sealed record AskedAlready() : TakeBackRefusal("asked-already", 409, new(
        "Somebody has asked for a version to be taken back; a steward decides on that first.", "Quelqu'un a demandé le retrait d'une version ; un gardien des données décide d'abord de celle-là.",
        "Alguien ha pedido retirar una versión; un custodio de datos decide primero sobre esa."));

    internal sealed record NotSaidWhy(int Longest) : TakeBackRefusal("not-said-why", 422, new(
        $"Say in a sentence why it is wrong, with at most {Longest} characters.", $"Dites en une phrase pourquoi elle est fausse, en {Longest} caractères au plus.",
        $"Diga en una frase por qué es errónea, con {Longest} caracteres como máximo."), "why");

    internal sealed record NothingAsked() : TakeBackRefusal("nothing-asked", 409, new(
        "Nobody asks for this version to be taken back, or it is erased already.", "Personne ne demande le retrait de cette version, ou elle est déjà effacée.",
        "Nadie pide retirar esta versión, o ya está borrada."));

    internal sealed record SamePerson() : TakeBackRefusal("same-person", 403, new(
        "Whoever asked for a version to be taken back cannot confirm it; ask another steward.",
        "La personne qui a demandé le retrait d'une version ne peut pas le confirmer ; demandez à un autre gardien.",
        "Quien pidió retirar una versión no puede confirmarlo; pida a otro custodio."));
}
