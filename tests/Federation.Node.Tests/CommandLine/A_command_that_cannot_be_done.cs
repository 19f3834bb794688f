using Federation.Node.CommandLine;

namespace Federation.Node.Tests.CommandLine;

public sealed class A_command_that_cannot_be_done : IDisposable
{
    private const string NoNode = "There is no node in";

    private readonly string folder = Directory.CreateTempSubdirectory("federation-command").FullName;

    public static TheoryData<string, int, string> Cases => new()
    {
        { "serv", ExitCodes.Usage, "'serv' is not understood" },
        { "serve --bogus", ExitCodes.Usage, "'--bogus' is not understood" },
        { "member disable", ExitCodes.Usage, "Required argument missing" },
        { "setup", ExitCodes.Usage, "'--admin' is required" },
        { "setup --admin ines", ExitCodes.Environment, "A password is needed" },
        { "setup --admin ines --password-file /nowhere/at/all", ExitCodes.Environment, "/nowhere/at/all" },
        { "serve --listen 8080", ExitCodes.Usage, "not an address and a port" },
        { "serve --listen localhost:8080", ExitCodes.Usage, "not an address and a port" },
        { "serve --listen 192.0.2.1:8080", ExitCodes.Environment, "may not listen on 192.0.2.1:8080" },
        { "serve --origin https://union.example/path", ExitCodes.Usage, "not an origin" },
        { "serve --languages en,de", ExitCodes.Usage, "'de' is not known" },
        { "serve --trusted-proxies 127.0.0.1:80", ExitCodes.Usage, "not an address" },
        { "serve --database nonsense", ExitCodes.Usage, "not a connection string" },
        { "serve --database Host=db.example;Password=secret", ExitCodes.Usage, "can be read by everybody" },
        { "serve --database Host=127.0.0.1;Port=1;Username=u;Database=d;Timeout=2 --listen 127.0.0.1:0", ExitCodes.Environment, "does not answer" },
        { "serve --data /etc/passwd", ExitCodes.Environment, "cannot be the data folder" },
        { "serve --data /proc/federation", ExitCodes.Environment, "cannot be the data folder" },
        { "member list", ExitCodes.Environment, NoNode },
        { "member add ana", ExitCodes.Environment, NoNode },
        { "peer list", ExitCodes.Environment, NoNode },
        { "app-password ana", ExitCodes.Environment, NoNode },
        { "verify --read-data=0%", ExitCodes.Usage, "'0%' is no share of the blobs" },
        { "verify --read-data=101%", ExitCodes.Usage, "'101%' is no share of the blobs" },
        { "verify --read-data=25", ExitCodes.Usage, "'25' is no share of the blobs" },
        { "verify --read-data=some", ExitCodes.Usage, "'some' is no share of the blobs" },
        { "verify --read-data=-5%", ExitCodes.Usage, "'-5%' is no share of the blobs" },
        { "verify --read-data=5%", ExitCodes.Environment, NoNode },
        { "receipt verify /nowhere/receipt.json --key z6", ExitCodes.Usage, "/nowhere/receipt.json" },
    };

    [Theory, MemberData(nameof(Cases))]
    public async Task Says_so_in_one_line_with_a_hint(string arguments, int code, string message)
    {
        string[] typed = arguments.Split(' ');
        string[] here = typed.Contains("--data") || typed[0] is "serv" or "receipt" ? typed : [.. typed, "--data", Path.Combine(folder, "data")];
        AssertOneLineAndAHint(await Installation.Run(here), code, message);
    }

    [Theory]
    [InlineData("""{ "orign": "https://union.example" }""", "'orign' is not a setting")]
    [InlineData("""{ "name": "A", "name": "B" }""", "is not valid JSON")]
    [InlineData("""{ "name": """, "is not valid JSON")]
    [InlineData("[]", "is not a JSON object")]
    public async Task Names_the_file_of_settings_that_is_wrong(string file, string message)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "node.json"), file, TestContext.Current.CancellationToken);
        AssertOneLineAndAHint(await Installation.Run("serve", "--data", folder), ExitCodes.Usage, message);
    }

    [Fact]
    public async Task For_want_of_PostgreSQL_names_the_package() =>
        AssertOneLineAndAHint(await Installation.RunWithoutPostgres("serve", "--data", folder), ExitCodes.Environment, "apt-get install postgresql");

    [Fact]
    public async Task Leaves_a_mistyped_folder_alone()
    {
        await Installation.Run("member", "list", "--data", Path.Combine(folder, "data"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void AssertOneLineAndAHint((int Code, string Output, string Errors) outcome, int code, string message)
    {
        Assert.Equal(code, outcome.Code);
        Assert.Contains(message, outcome.Errors, StringComparison.Ordinal);
        var lines = outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("federation: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("hint: ", lines[1], StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
        Assert.DoesNotContain("secret", outcome.Errors, StringComparison.Ordinal);
    }
}
