namespace Federation.Conformance.Tests.Clients;

/// <summary>curl with the member's app password; <c>@a.txt</c> stands for the address of a document.</summary>
internal sealed class Curl(ClientGround ground)
{
    private static readonly string Program = ForeignProgram.Installed("/usr/bin/curl", "curl");

    private readonly ForeignProgram program = new(ground.Home);

    /// <summary>What it prints, traces included.</summary>
    public Task<string> Run(params string[] arguments) => program.Run(Program, All(arguments));

    /// <summary>The body, a bar, and the status (or what <c>-w</c> asks for).</summary>
    public Task<string> Told(params string[] arguments) => program.Run(Program, ["-w", "|%{http_code}", .. All(arguments)]);

    private List<string> All(string[] arguments) =>
        ["-s", "-S", "-u", $"{ClientGround.Name}:{ground.Password}", .. arguments.Select(each => each.StartsWith('@') ? ground.Address + each[1..] : each)];
}
