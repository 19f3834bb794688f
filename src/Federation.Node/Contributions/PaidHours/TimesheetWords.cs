using Federation.Node.Shell;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>What the page and the paper of a timesheet say alike.</summary>
internal static class TimesheetWords
{
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
