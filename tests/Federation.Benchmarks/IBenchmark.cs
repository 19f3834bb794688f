namespace Federation.Benchmarks;

/// <summary>A measurement that a person starts by name; its numbers go into notes and commit messages.</summary>
internal interface IBenchmark
{
    /// <summary>How it is called on the command line, like <c>signatures</c>.</summary>
    string Name { get; }

    /// <summary>What it measures, against what, in one line.</summary>
    string What { get; }

    /// <summary>Measures and prints.</summary>
    /// <param name="arguments">What stood behind the name.</param>
    /// <param name="to">Where to print.</param>
    /// <param name="cancel">Ctrl-C.</param>
    /// <returns>True when every target was met.</returns>
    Task<bool> Run(IReadOnlyList<string> arguments, TextWriter to, CancellationToken cancel);
}
