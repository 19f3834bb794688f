using System.Net;
using Federation.Node.CommandLine;
using Federation.Node.CommandLine.Doctor;
using Federation.Node.Documents;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Tests.CommandLine;
using Federation.Storage.Blobs;
using Federation.Storage.Blobs.S3;
using Federation.Storage.Tests.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

/// <summary>A node that keeps its members' files on an S3 server.</summary>
public sealed class A_node_with_a_bucket(PostgresFixture postgres, S3Server server) : IClassFixture<S3Server>
{
    private static readonly string Large = new('l', DocumentLimits.RowBytes + 1); // the database keeps what is smaller

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keeps_gives_and_destroys_documents_there()
    {
        var bucket = server.Bucket("node");
        await using var node = await RunningNode.Start(postgres, parts: services => services.AddSingleton<IBlobStore>(provider =>
            new S3BlobStore(bucket, Path.Combine(provider.GetRequiredService<NodeOptions>().BlobFolder, "tmp"), TimeProvider.System)));
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", Large);
        await ana.Device.Put("/dav/b.txt", Large);
        Assert.Equal(Large, await ana.Device.Read("/dav/a.txt"));
        Assert.Equal(2, await Objects(node));
        Assert.Empty(node.Blobs());

        var folder = await node.Settings(("s3", server.Address + "/node"), ("s3CredentialsFile", server.CredentialsFile));
        var (code, output, errors) = await Installation.Run("verify", "--read-data", "--data", folder);
        Assert.Equal((ExitCodes.Done, ""), (code, errors));
        Assert.Contains("2 blobs of documents looked at: all are there.", output, StringComparison.Ordinal);

        await ana.Destroy("/dav/a.txt");
        Assert.Equal(1, await Objects(node));
        await server.Lose(bucket);
        (code, _, errors) = await Installation.Run("verify", "--data", folder);
        Assert.Equal(ExitCodes.CheckFailed, code);
        Assert.Contains("of a document are missing.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_it_cannot_keep_a_document_while_the_server_is_away()
    {
        await using var away = new S3Server();
        await away.InitializeAsync();
        var bucket = away.Bucket("node");
        await using var node = await RunningNode.Start(postgres, parts: services => services.AddSingleton<IBlobStore>(provider =>
            new S3BlobStore(bucket, Path.Combine(provider.GetRequiredService<NodeOptions>().BlobFolder, "tmp"), TimeProvider.System)));
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", Large);
        await away.DisposeAsync();
        using var answer = await ana.Device.Put("/dav/a.txt", Large + "2");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("documents.not-durable", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(1, await node.Count("node.document_version"));
    }

    [Fact]
    public async Task Hears_from_the_doctor_what_is_wrong_with_the_bucket()
    {
        var folder = Directory.CreateTempSubdirectory("federation-doctor").FullName;
        var options = new NodeOptions
        {
            DataFolder = folder, Listen = "127.0.0.1:0", Database = await postgres.CreateDatabase(), S3 = server.Address + "/doctor", S3CredentialsFile = server.CredentialsFile,
        };
        Assert.DoesNotContain(await Checkup.Of(options, TimeProvider.System, Cancel), finding => !finding.Holds);
        var finding = Assert.Single(await Checkup.Of(options with { S3 = server.Address + "-of-nobody" }, TimeProvider.System, Cancel), finding => !finding.Holds);
        Assert.Equal("bucket for files", finding.Check);
        Assert.Contains("federation-of-nobody", finding.Detail, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Is_not_started_with_settings_that_lead_to_none()
    {
        var (code, _, errors) = await Installation.Run("verify", "--data", "/nowhere", "--s3", "https://s3.union.example");
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("s3: 'https://s3.union.example' is not the address of a bucket", errors, StringComparison.Ordinal);
    }

    private static async Task<int> Objects(RunningNode node)
    {
        var count = 0;
        await foreach (var _ in node.Services.GetRequiredService<IBlobStore>().List(Cancel))
        {
            count++;
        }

        return count;
    }
}
