using System.Text;

namespace Federation.Node.Datasets.Tables;

/// <summary>Lines of CSV (RFC 4180).</summary>
internal static class CsvText
{
    /// <summary>One more line.</summary>
    public static void Line(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin(',', fields.Select(Field)).Append("\r\n");

    private static string Field(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
