using Federation.Node.Shell;

namespace Federation.Node.Consents;

/// <summary>States in words.</summary>
internal static class ConsentStates
{
    public static Text Of(ConsentState state) => state switch
    {
        ConsentState.Given => new("You agreed", "Vous avez accepté", "Ha aceptado"),
        ConsentState.Refused => new("You refused", "Vous avez refusé", "Ha rechazado"),
        ConsentState.Expired => new("Ended on its date", "Échu à sa date", "Terminó en su fecha"),
        _ => new("You withdrew", "Vous vous êtes retiré", "Se ha retirado"),
    };
}
