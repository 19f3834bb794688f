using Federation.Node.Delivery;
using Federation.Node.Shell;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Datasets.Releases;

/// <summary>
/// Who may have the files of releases: signed-in members and approved peers who sign their request, so that it is known who holds a copy and must
/// be told when one is taken back; everybody, those of a version that two people opened.
/// </summary>
internal sealed class ReleaseDoor(ReleaseFiles files, PublishedReleases published, IPeerRequests requests, TimeProvider time)
{
    /// <summary>A file of ours for whoever asks.</summary>
    /// <returns>The file, or what to answer instead.</returns>
    public async Task<((byte[] Bytes, string MediaType)? File, IResult? Answer)> Open(HttpContext http, string sha256, CancellationToken cancel)
    {
        var isMember = http.User.Identity?.IsAuthenticated == true;
        var (peer, refusal) = isMember ? new PeerRequest(null, null) : await requests.Read(http, cancel);
        if (peer is null && !isMember && !await published.IsOpen(sha256, cancel))
        {
            return (null, Answers.Problem(await published.WasOpen(sha256, cancel) ? new DatasetRefusal.Erased() : new DatasetRefusal.MembersAndPeers()));
        }

        if (refusal is not null)
        {
            return (null, refusal);
        }

        if (await files.Find(ReleaseFiles.Ours, sha256, cancel) is not { } file)
        {
            return (null, Results.NotFound());
        }

        var held = file.Bytes is not null && peer is not null ? await files.Hand(peer, sha256, time.GetUtcNow(), cancel) : file.Bytes;
        return held is { } bytes ? ((bytes, file.MediaType), null) : (null, Answers.Problem(new DatasetRefusal.Erased()));
    }

    /// <summary>Sends bytes to be kept under a name. A copy in a cache could not be erased.</summary>
    public static IResult Send(HttpContext http, byte[] bytes, string mediaType, string name)
    {
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        http.Response.Headers[HeaderNames.ContentDisposition] = $"attachment; filename=\"{name}\"";
        return Results.Bytes(bytes, mediaType);
    }
}
