using System.Text.Json.Nodes;
using Federation.Node.Members.Exports;
using Federation.Node.Shell;

namespace Federation.Node.Contributions;

/// <summary>The figures a member gave, as far as they can still be read: what was given under a consent that was withdrawn is destroyed.</summary>
internal sealed class ContributionExport(ContributionViews views) : IExportPart
{
    public int Order => 30;

    public async Task Write(MemberArchive export, CancellationToken cancel)
    {
        var file = export.Top.File("contributions.json");
        var held = await views.Of(export.MemberId, cancel);
        await export.Json(file, new JsonArray([.. held.Select(each => new JsonObject
        {
            ["campaign"] = each.Campaign.Id,
            ["title"] = each.Campaign.Title.ToString(),
            ["consent"] = each.Contribution.ConsentId,
            ["given"] = new JsonArray([.. each.Contribution.Givings.Select(giving => new JsonObject { ["at"] = giving.At, ["source"] = giving.Source })]),
            ["rows"] = new JsonArray([.. each.Rows.Select(Written)]),
        })]), cancel);
        export.Tell(new(new("What you gave", "Ce que vous avez donné", "Lo que dio"), file, [new("Campaign", "Campagne", "Campaña"), new("Figures", "Chiffres", "Cifras")],
            [.. held.SelectMany(each => each.Rows.Select(row => new ExportRow(null, each.Campaign.Title.ToString(), string.Join("; ", Cells(row)))))]));
    }

    private static JsonObject Written(ContributedRow row)
    {
        var written = new JsonObject();
        foreach (var (name, value) in row.Dimensions)
        {
            written[name] = value;
        }

        foreach (var (name, value) in row.Measures)
        {
            written[name] = value;
        }

        foreach (var (name, value) in row.Texts ?? new Dictionary<string, string>())
        {
            written[name] = value;
        }

        return written;
    }

    private static IEnumerable<string> Cells(ContributedRow row) =>
        row.Dimensions.Select(each => $"{each.Key}: {each.Value}").Concat(row.Measures.Select(each => $"{each.Key}: {each.Value}"))
            .Concat((row.Texts ?? new Dictionary<string, string>()).Select(each => $"{each.Key}: {each.Value}"));
}
