using System.Text.Json.Nodes;
using Federation.Node.Members.Exports;
using Federation.Node.Shell;

namespace Federation.Node.Contributions.Daily;

/// <summary>The answers of days whose week is not over: later their sums are among what was given, and the days are destroyed.</summary>
internal sealed class DailyExport(DailyDesk desk) : IExportPart
{
    public int Order => 35;

    public async Task Write(MemberArchive export, CancellationToken cancel)
    {
        var file = export.Top.File("daily-answers.json");
        var own = await desk.Of(export.MemberId, cancel);
        await export.Json(file, new JsonArray([.. own.Select(DailyEndpoints.Written)]), cancel);
        export.Tell(new(new("Days of this week", "Jours de cette semaine", "Días de esta semana"), file,
            [new("Campaign", "Campagne", "Campaña"), new("Day", "Jour", "Día"), new("Answers", "Réponses", "Respuestas")],
            [.. own.SelectMany(each => each.Days.Select(day => new ExportRow(null, each.Campaign.Title.ToString(), DailyRules.Written(day.Key),
                string.Join("; ", [.. day.Value.Dimensions.Select(answer => $"{answer.Key}: {answer.Value}"), .. day.Value.Measures.Select(answer => $"{answer.Key}: {answer.Value}")]))))]));
    }
}
