using System.Text.Json.Nodes;
using Federation.Node.Documents.Holds;
using Federation.Node.Members.Exports;
using Federation.Node.Shell;

namespace Federation.Node.Documents.Exports;

/// <summary>Which of a member's own documents are under a legal hold, told as the pages of these documents tell it and no further.</summary>
internal static class HoldExport
{
    public static async Task Write(MemberArchive export, IReadOnlyList<HeldDocuments> all, CancellationToken cancel)
    {
        var file = export.Top.File("holds.json");
        await export.Json(file, new JsonArray([.. all.Select(Written)]), cancel);
        export.Tell(new(new("Legal holds on your documents", "Obligations de conservation sur vos documents", "Retenciones legales sobre sus documentos"), file,
            [new("File", "Fichier", "Archivo"), new("Since", "Depuis", "Desde"), new("Why", "Motif", "Motivo"), new("Placed by", "Imposée par", "Puesta por")],
            [.. all.SelectMany(Rows)]));
    }

    // Who may not read why a hold was placed, or by whom, finds neither here.
    private static JsonNode Written(HeldDocuments held)
    {
        var (hold, written) = (held.Hold, new JsonObject { ["id"] = held.Hold.Id, ["since"] = held.Hold.At, ["isOnAll"] = held.Hold.IsWhole, ["told"] = held.Hold.Told });
        if (hold.Why is { } why)
        {
            (written["why"], written["by"]) = (why, hold.By);
        }

        written["documents"] = new JsonArray([.. held.Paths.Select(path => JsonValue.Create(path))]);
        return written;
    }

    private static IEnumerable<ExportRow> Rows(HeldDocuments held)
    {
        var (hold, told) = (held.Hold, held.Hold.Why is { } why ? $"{held.Hold.Told} {why}" : held.Hold.Told);
        var what = hold.IsWhole ? new Text("All your documents", "Tous vos documents", "Todos sus documentos") : new Text("A folder with nothing in it", "Un dossier vide", "Una carpeta vacía");
        return hold.IsWhole || held.Paths.Count == 0
            ? [new(null, what.ToString(), Dates.Day(hold.At).ToString(), told, hold.By)]
            : held.Paths.Select(path => new ExportRow(path, path, Dates.Day(hold.At).ToString(), told, hold.By));
    }
}

/// <summary>A hold and what it is on.</summary>
/// <param name="Hold">As its member sees it.</param>
/// <param name="Paths">Files in the archive, earlier versions included.</param>
internal sealed record HeldDocuments(HoldCard Hold, List<string> Paths);
