using System.Diagnostics;
using System.Globalization;
using Federation.Conformance.Tests;
using Federation.Storage.Blobs.S3;

namespace Federation.Storage.Tests.Blobs;

/// <summary>A server of the S3 protocol that nobody here wrote, on loopback, with one bucket in a folder of its own.</summary>
public sealed class S3Server : IAsyncLifetime
{
    private readonly Scratch scratch = new();
    private Process? process;

    /// <summary>Where the bucket is.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The file with who may use it.</summary>
    public string CredentialsFile => scratch["credentials"];

    public async ValueTask InitializeAsync()
    {
        var folder = await NodeModules.Folder("S3Server", "Federation.Storage.Tests");
        process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "server.mjs"), Directory.CreateDirectory(scratch["objects"]).FullName])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!; // a program is always a new process
        var port = int.Parse(await process.StandardOutput.ReadLineAsync() ?? "the server printed no port", CultureInfo.InvariantCulture);
        Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/federation");
        await File.WriteAllTextAsync(CredentialsFile, "[default]\naws_access_key_id = S3RVER\naws_secret_access_key = S3RVER\n"); // the server's own example
    }

    /// <summary>The bucket, under a prefix of somebody's own.</summary>
    public S3Bucket Bucket(string prefix) => S3Bucket.Read(Address + "/" + prefix, "us-east-1", CredentialsFile);

    /// <summary>Loses everything under the bucket's prefix, as a disk does.</summary>
    public async Task Lose(S3Bucket bucket)
    {
        using var store = new S3BlobStore(bucket, scratch["unsent"], TimeProvider.System);
        await foreach (var id in store.List(CancellationToken.None))
        {
            await store.Delete(id, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
            process = null;
            scratch.Dispose();
        }
    }
}
