using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Federation.Node.CommandLine.Demo.People;
using Federation.Node.CommandLine.Demo.Web;

namespace Federation.Node.CommandLine.Demo.Chapters;

/// <summary>Meanwhile a member of A keeps a document with the file manager they have: WebDAV by an app password.</summary>
internal static class Filing
{
    private const string FileName = "pay slip, été 2026.txt";
    private const string FirstLine = "Nobody but this member reads this line.";

    private static readonly string Path = "/dav/" + Uri.EscapeDataString(FileName);

    public static async Task Play(DemoStage stage)
    {
        var (owner, other) = (stage.A.Taking[0], stage.A.Taking[1]);
        var (password, otherPassword) = (await AppPassword(owner), await AppPassword(other));
        byte[] bytes = [.. Encoding.UTF8.GetBytes(FirstLine + "\n"), .. RandomNumberGenerator.GetBytes(300_000)]; // nothing to pack: what is stored is no shorter

        var put = await Send(stage, stage.A.Node.Origin, HttpMethod.Put, owner, password, bytes);
        stage.Narrator.Check(put.Status == HttpStatusCode.Created, "a file can be put by WebDAV", $"status {(int)put.Status}");
        foreach (var replica in stage.A.Node.Replicas)
        {
            var got = await Send(stage, replica.Origin, HttpMethod.Get, owner, password, null);
            stage.Narrator.Check(got.Status == HttpStatusCode.OK && got.Bytes.AsSpan().SequenceEqual(bytes), $"the replica at {replica.Origin} has the file",
                $"status {(int)got.Status}, {got.Bytes.Length} bytes");
        }

        var wrong = await Send(stage, stage.A.Node.Origin, HttpMethod.Get, owner, "not-the-password", null);
        stage.Narrator.Check(wrong.Status == HttpStatusCode.Unauthorized, "a wrong app password is refused", $"status {(int)wrong.Status}");
        var elsewhere = await Send(stage, stage.A.Node.Origin, HttpMethod.Get, other, otherPassword, null);
        stage.Narrator.Check(elsewhere.Status == HttpStatusCode.NotFound, "another member does not find the file", $"status {(int)elsewhere.Status}");
        await owner.Browser.Open("/documents");
        stage.Narrator.Check(owner.Browser.Text.Contains(FileName, StringComparison.Ordinal), "the file is on the page of documents", owner.Browser.Problem);
        RequireEncrypted(stage, bytes.Length);
        stage.Narrator.Step("a member put a file by WebDAV with an app password; both replicas give it back, nobody else does, and on disk it is encrypted");
    }

    private static async Task<string> AppPassword(DemoMember member)
    {
        await member.Actor.Do("/account", "/account/app-passwords", ("label", "file manager"));
        return PageText.OfElement(member.Browser.Html, "app-password");
    }

    private static async Task<(HttpStatusCode Status, byte[] Bytes)> Send(
        DemoStage stage, Uri origin, HttpMethod method, DemoMember member, string password, byte[]? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(origin, Path)) { Content = body is null ? null : new ByteArrayContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{member.Person.Name}:{password}")));
        using var answer = await stage.Ground.Http.SendAsync(request, stage.Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(stage.Cancel));
    }

    private static void RequireEncrypted(DemoStage stage, int size)
    {
        var files = Directory.EnumerateFiles(stage.A.Node.BlobFolder, "*", SearchOption.AllDirectories).ToList();
        stage.Narrator.Check(files.Any(file => new FileInfo(file).Length >= size), "the file's bytes are in the blob folder", $"{files.Count} files, none that large");
        var clear = files.Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(FirstLine)) >= 0).ToList();
        stage.Narrator.CheckNone(clear, "no file in the blob folder holds the document in the clear");
    }
}
