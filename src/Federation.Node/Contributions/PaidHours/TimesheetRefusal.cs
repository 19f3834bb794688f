using Federation.Node.Shell;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>Why a timesheet is not made as a PDF.</summary>
internal abstract record TimesheetRefusal(string Code, Text Message) : ContributionRefusal("timesheet." + Code, 422, Message)
{
    internal sealed record NoLettersFor(IReadOnlyList<string> Letters) : TimesheetRefusal("letters", new(
        $"This node has no font with {Said(Letters)}, and a name is not written otherwise than it is. Print this page or take the signed file; your administrator can install fonts-dejavu-core for letters beyond western Europe.",
        $"Ce nœud n'a pas de police avec {Said(Letters)}, et un nom ne s'écrit pas autrement qu'il n'est. Imprimez cette page ou prenez le fichier signé ; votre administrateur peut installer fonts-dejavu-core pour les lettres hors d'Europe occidentale.",
        $"Este nodo no tiene una fuente con {Said(Letters)}, y un nombre no se escribe de otro modo que como es. Imprima esta página o descargue el archivo firmado; su administrador puede instalar fonts-dejavu-core para letras de fuera de Europa occidental."))
    {
        private static string Said(IReadOnlyList<string> letters) => string.Join(" ", letters);
    }
}
