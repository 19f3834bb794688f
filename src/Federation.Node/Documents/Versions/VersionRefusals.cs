using Federation.Node.Shell;

namespace Federation.Node.Documents.Versions;

/// <summary>What can be wrong with a request about versions.</summary>
internal abstract record VersionRefusal(string Code, int Status, Text Message) : DocumentRefusal(Code, Status, Message)
{
    internal sealed record NoSuchVersion(int Number) : VersionRefusal("no-such-version", 404, new(
        $"There is no version {Number} of this document, or it was dropped because newer ones stood close to it. Nothing was changed.",
        $"Ce document n'a pas de version {Number}, ou elle a été retirée parce que de plus récentes la suivaient de près. Rien n'a été modifié.",
        $"Este documento no tiene versión {Number}, o se retiró porque otras más recientes la seguían de cerca. No se ha cambiado nada."));
}
