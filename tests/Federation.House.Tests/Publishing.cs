using System.Diagnostics;
using System.Reflection.PortableExecutable;

namespace Federation.House.Tests;

/// <summary>What the guide tells an operator to run: <c>ops/publish FOLDER</c>.</summary>
public sealed class Publishing : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("federation-publish-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Node_and_gateway_start_and_are_compiled_ahead_of_time()
    {
        var (made, said) = await Run(Path.Combine(House.Folder, "ops/publish"), folder);
        Assert.True(made == 0, said);
        foreach (var program in new[] { "federation", "federation-gateway" })
        {
            var (code, help) = await Run(Path.Combine(folder, program), "--help");
            Assert.True(code == 0, help);
            using var compiled = new PEReader(File.OpenRead(Path.Combine(folder, program + ".dll")));
            Assert.NotEqual(0, compiled.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size); // it is a managed assembly
        }
    }

    [Fact]
    public async Task Without_a_folder_it_says_how_it_is_used()
    {
        var (code, said) = await Run(Path.Combine(House.Folder, "ops/publish"));
        Assert.Equal(2, code);
        Assert.StartsWith("usage: ops/publish FOLDER", said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!; // it is a program
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await said + await errors);
    }
}
