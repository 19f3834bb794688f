using System.Globalization;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Members.SignIn;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Members.Exports;

/// <summary>Everything about oneself as one archive, from the account's page.</summary>
internal static class ExportEndpoints
{
    public static void Map(IEndpointRouteBuilder signedIn) => signedIn.MapPost("/account/export", Export);

    // The password is asked again: a browser left open must not be enough to carry everything away.
    private static async Task<IResult> Export(
        HttpContext http, [FromForm] string? current, SignInDesk signIn, MemberDesk desk, AppPasswords passwords, IEnumerable<IExportPart> parts,
        NodeOptions options, UpkeepLog log, TimeProvider time, CancellationToken cancel)
    {
        var memberId = http.User.MemberId();
        var (_, wrong) = await signIn.Prove(memberId, current ?? "", http.Connection.RemoteIpAddress, cancel);
        if (wrong is not null)
        {
            MemberEndpoints.SayWhenToTryAgain(http, wrong);
            var page = await MemberEndpoints.AccountOf(memberId, desk, passwords, wrong, null, cancel);
            return Answers.Refused(http, wrong, () => page);
        }

        var now = time.GetUtcNow();
        http.Response.ContentType = "application/zip";
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"federation-{now:yyyy-MM-dd}.zip\"");
        http.Response.Headers.CacheControl = "no-store";
        var export = await MemberArchive.Begin(http.Response.Body, memberId, cancel);
        var (index, facts) = (export.Top.File("index.html"), export.Top.File("index.json")); // no part takes these names
        foreach (var part in parts.OrderBy(part => part.Order))
        {
            await part.Write(export, cancel);
        }

        await export.Json(facts, ExportIndex.Json(export.Sections, options.Name, options.Origin, now), cancel);
        await export.Written(index, ExportIndex.Page(export.Sections, options.Name, now), cancel);
        await export.End(cancel);
        await log.Add(UpkeepLog.Export, cancel); // that one was taken; not whose
        return Results.Empty;
    }
}
