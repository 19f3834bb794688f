using Federation.Node.Shell;

namespace Federation.Node.Documents.Quotas;

/// <summary>What can be wrong where a space has a limit.</summary>
internal abstract record QuotaRefusal(string Code, int Status, Text Message, string? Field = null) : DocumentRefusal(Code, Status, Message, Field)
{
    internal sealed record NoRoom(long Free) : QuotaRefusal("no-room", 507, new(
        $"There is not enough room: {FileSizes.Of(Free).En} are free in this space. Nothing was kept. Delete what is not needed any more and empty the trash of the space, or ask your administrator for more.",
        $"La place manque : il reste {FileSizes.Of(Free).Fr} dans cet espace. Rien n'a été conservé. Supprimez ce qui ne sert plus et videz la corbeille de l'espace, ou demandez-en davantage à votre administrateur.",
        $"Falta sitio: quedan {FileSizes.Of(Free).Es} libres en este espacio. No se ha guardado nada. Borre lo que ya no haga falta y vacíe la papelera del espacio, o pida más a su administrador."), "file");

    internal sealed record BadLimit() : QuotaRefusal("bad-limit", 422, new(
        $"Write a number of gigabytes, from 0 to {DocumentLimits.MostGigabytes}, or nothing.", $"Écrivez un nombre de gigaoctets, de 0 à {DocumentLimits.MostGigabytes}, ou rien.",
        $"Escriba un número de gigabytes, de 0 a {DocumentLimits.MostGigabytes}, o nada."), "limit");
}
