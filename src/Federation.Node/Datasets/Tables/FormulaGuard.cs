namespace Federation.Node.Datasets.Tables;

/// <summary>A spreadsheet must not run a code or label as a formula (OWASP: CSV injection).</summary>
internal static class FormulaGuard
{
    /// <summary>The words as they are, or behind an apostrophe when a spreadsheet would read them as a formula.</summary>
    public static string Defuse(string words) => words.Length > 0 && words[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + words : words;
}
