using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Shell;

namespace Federation.Node.Members.Exports;

/// <summary>
/// An archive that a member takes along, of everything about them or of a folder, sent while it is written: no file of it is on the disk, and of a document only what is
/// just being sent is in memory.
/// </summary>
public sealed class MemberArchive
{
    private readonly Outgoing client;
    private readonly ZipArchive archive;
    private readonly List<ExportSection> sections = [];

    private MemberArchive(Outgoing client, ZipArchive archive, Guid memberId) => (this.client, this.archive, MemberId) = (client, archive, memberId);

    /// <summary>Whose.</summary>
    public Guid MemberId { get; }

    /// <summary>The top of the archive, in which the parts have their folders and files.</summary>
    public ExportFolder Top { get; } = new("");

    /// <summary>What was told of so far.</summary>
    internal IReadOnlyList<ExportSection> Sections => sections;

    /// <summary>Begins an archive.</summary>
    internal static async Task<MemberArchive> Begin(Stream to, Guid memberId, CancellationToken cancel)
    {
        var client = new Outgoing(to);
        return new(client, await ZipArchive.CreateAsync(client, ZipArchiveMode.Create, leaveOpen: true, null, cancel), memberId);
    }

    /// <summary>Ends the archive with the list of what is in it; without that, no program takes it for whole.</summary>
    internal async Task End(CancellationToken cancel)
    {
        await archive.DisposeAsync();
        await client.FlushAsync(cancel);
    }

    /// <summary>Writes a file. The archive is written in order: the next begins when this one is whole.</summary>
    /// <param name="path">As an <see cref="ExportFolder"/> gave it.</param>
    /// <param name="changed">When it was last changed; null: now.</param>
    public async Task File(string path, Stream content, DateTimeOffset? changed, CancellationToken cancel)
    {
        var entry = archive.CreateEntry(path, CompressionLevel.Fastest);
        if (changed is { Year: >= 1980 and <= 2107 } at) // what the format can say
        {
            entry.LastWriteTime = at;
        }

        await using (var inside = await entry.OpenAsync(cancel))
        {
            await content.CopyToAsync(inside, cancel);
        }

        await client.FlushAsync(cancel);
    }

    /// <summary>Writes a folder, so that it is there with nothing in it too.</summary>
    public void Folder(string path) => archive.CreateEntry(path, CompressionLevel.NoCompression);

    /// <summary>Writes a text.</summary>
    public Task Written(string path, string text, CancellationToken cancel) => File(path, new MemoryStream(Encoding.UTF8.GetBytes(text)), null, cancel);

    /// <summary>Writes JSON for people and programs to read.</summary>
    public Task Json(string path, JsonNode content, CancellationToken cancel) => Written(path, content.ToReadable() + "\n", cancel);

    /// <summary>Names a part in the index.</summary>
    public void Tell(ExportSection section) => sections.Add(section);
}
