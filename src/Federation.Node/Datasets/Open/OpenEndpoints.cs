using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Open;

/// <summary>Pages for everybody, of the tables that two people opened. Files and descriptions stand where they always stood (<see cref="ReleaseDoor"/>).</summary>
internal static class OpenEndpoints
{
    public static void MapOpenEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/open", async (PublishedReleases published, CancellationToken cancel) =>
            Answers.Page<OpenTablesPage>(new { OpenBox = (object)(await published.All(cancel)).Where(release => release.OpenedAt is not null).ToList() }));
        routes.MapGet("/open/{id:guid}", One);
    }

    private static async Task<IResult> One(Guid id, DatasetDesk desk, ReleaseFiles files, CancellationToken cancel)
    {
        if (await desk.Load(id, cancel) is not { } dataset)
        {
            return Results.NotFound();
        }

        if (dataset.Current is { IsOpen: true } open && await files.Table(ReleaseFiles.Ours, open.TableSha256, cancel) is { } table)
        {
            return Answers.Page<OpenPage>(new { DatasetId = id, Release = open, Table = table, Bands = await desk.BandsOf(dataset.Source, cancel) });
        }

        return dataset.Releases.LastOrDefault(release => release.OpenedAt is not null) is not { TakenBack: { } taken } ? Results.NotFound()
            : Answers.Page<MessagePage>(
                new
                {
                    Title = new Text("Taken back", "Retiré", "Retirada").ToString(),
                    Message = new Text(
                        $"This table was wrong and was taken back on {Dates.Day(taken.At).En}. Please do not use a copy of it.",
                        $"Ce tableau était faux et a été retiré le {Dates.Day(taken.At).Fr}. N'en utilisez pas de copie.",
                        $"Esta tabla era errónea y se retiró el {Dates.Day(taken.At).Es}. No utilice ninguna copia.").ToString(),
                },
                StatusCodes.Status410Gone);
    }
}
