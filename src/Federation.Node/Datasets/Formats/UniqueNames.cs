using System.Globalization;

namespace Federation.Node.Datasets.Formats;

/// <summary>Names that other systems take, each once.</summary>
internal static class UniqueNames
{
    /// <summary>The names as they are, a number behind those that would stand twice.</summary>
    /// <param name="names">Names in order.</param>
    /// <param name="taken">Names that stand already.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> names, IReadOnlyList<string> taken)
    {
        // Readers of columns do not all tell capitals apart.
        var used = taken.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select(name =>
        {
            var unique = name;
            for (var number = 2; !used.Add(unique); number++)
            {
                unique = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
            }

            return unique;
        })];
    }
}
