using Federation.Node.Hosting.Configuration;

namespace Federation.Node.CommandLine.Doctor;

/// <summary>What one check found.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Holds">False when the node cannot work like this.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="Fix">The sentence that mends it; null when nothing has to be.</param>
internal sealed record Finding(string Check, bool Holds, string Detail, string? Fix = null)
{
    /// <summary>Looks; what an operator can mend becomes a finding.</summary>
    /// <param name="check">What is looked at.</param>
    /// <param name="look">Returns what was seen, or throws <see cref="OperatorException"/>.</param>
    public static async Task<Finding> Of(string check, Func<Task<string>> look)
    {
        try
        {
            return new Finding(check, true, await look());
        }
        catch (OperatorException e)
        {
            return new Finding(check, false, e.Message, e.Hint);
        }
    }

    /// <summary>The same for what is looked at without waiting.</summary>
    public static Task<Finding> Of(string check, Func<string> look) => Of(check, () => Task.FromResult(look()));
}
