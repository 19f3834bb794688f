using Federation.Node.Shell;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>What the page and the paper of a timesheet say alike.</summary>
internal static class TimesheetWords
{
    /// <summary>Why a sheet like this counts where the employer has nothing better: what the Court of Justice demands of member states.</summary>
    public static Text Law { get; } = new(
        "In the European Union employers have to set up an objective, reliable and accessible system that measures how long each worker works each day (Court of Justice, 14 May 2019, C-55/18).",
        "Dans l'Union européenne, les employeurs doivent mettre en place un système objectif, fiable et accessible qui mesure la durée du travail journalier de chaque travailleur (Cour de justice, 14 mai 2019, C-55/18).",
        "En la Unión Europea los empleadores deben implantar un sistema objetivo, fiable y accesible que mida la jornada diaria de cada persona trabajadora (Tribunal de Justicia, 14 de mayo de 2019, C-55/18).");

    /// <summary>How a figure came to the node: see <see cref="ContributionGiven"/>.</summary>
    public static Text Method(string? source) => source switch
    {
        "weclock" => new("from the phone (WeClock)", "par le téléphone (WeClock)", "con el teléfono (WeClock)"),
        "form" => new("typed", "saisi", "escrito"),
        "sheet" => new("from a spreadsheet", "d'un tableur", "de una hoja de cálculo"),
        "cleaninsights" => new("measured by an app", "mesuré par une application", "medido por una aplicación"),
        _ => Text.Same("–"),
    };
}
