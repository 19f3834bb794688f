using Federation.Node.Shell;

namespace Federation.Node.Documents.Search;

/// <summary>What can be wrong with a search.</summary>
internal abstract record SearchRefusal(string Code, int Status, Text Message, string? Field = null) : DocumentRefusal("search-" + Code, Status, Message, Field)
{
    internal sealed record TooLong() : SearchRefusal("too-long", 400, new(
        $"Search for at most {SearchLimits.LongestQuery} characters.", $"Cherchez au plus {SearchLimits.LongestQuery} caractères.",
        $"Busque como máximo {SearchLimits.LongestQuery} caracteres."), "q");
}
