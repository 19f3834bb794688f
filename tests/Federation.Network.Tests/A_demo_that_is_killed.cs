namespace Federation.Network.Tests;

public sealed class A_demo_that_is_killed
{
    [Fact]
    public async Task Leaves_no_process_and_no_folder_behind()
    {
        // Passable for the database's user, which a private temporary folder is not; and short, or PostgreSQL's sockets are elsewhere.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"killed-{Environment.ProcessId}")).FullName;
        try
        {
            await using var demo = RunningProgram.Start(
                "federation", new Dictionary<string, string> { ["TMPDIR"] = folder }, "demo", "--samples", Path.Combine(AppContext.BaseDirectory, "samples", "weclock"));
            await Patiently.Until(
                () => Task.Run(() => Assert.Contains("three nodes are ready", demo.Printed, StringComparison.Ordinal)), TimeSpan.FromMinutes(2), () => $"the demo begins. It printed:\n{demo.Printed}");
            Assert.InRange(Inside(folder).Count, 4 + 1 + 3, int.MaxValue); // nodes, gateway, at least a process for each PostgreSQL
            await demo.Kill();
            await Patiently.Until(() => Task.Run(() => Assert.Empty(Inside(folder))), "nothing of the demo runs");
            await Patiently.Until(() => Task.Run(() => Assert.Empty(Directory.GetDirectories(folder))), "its folder is gone");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Processes that work in a folder or below.</summary>
    private static List<string> Inside(string folder) =>
        [.. Directory.GetDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0])).Where(process => WorksIn(process, folder))];

    private static bool WorksIn(string process, string folder)
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName.StartsWith(folder, StringComparison.Ordinal) == true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // it is gone
        }
    }
}
