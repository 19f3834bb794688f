using Federation.Node.Shell;

namespace Federation.Node.Documents.Holds;

/// <summary>Words about holds that several pages use.</summary>
internal static class HoldText
{
    /// <summary>Beside a name.</summary>
    public static Text Tag => new("legal hold", "conservation obligatoire", "retención legal");

    /// <summary>What people read who see what is held, where nobody wrote anything for them.</summary>
    public static Text Told => new(
        "The union has to keep this for a legal claim or because a law asks for it (GDPR art. 17(3)).",
        "Le syndicat doit conserver ceci pour la défense de droits en justice ou en vertu d'une obligation légale (RGPD, art. 17, par. 3).",
        "El sindicato debe conservar esto para la defensa de reclamaciones o porque lo pide una ley (RGPD, art. 17.3).");
}
