using System.Text;

namespace Federation.Node.Contributions.WeClock.Rows;

/// <summary>One line of CSV taken apart (RFC 4180 §2: fields between commas, optional quotes, a doubled quote for one).</summary>
internal static class CsvLine
{
    /// <summary>The fields, or the fault of the line.</summary>
    public static (IReadOnlyList<string> Fields, ImportFault? Fault) Split(string line)
    {
        if (line.Any(letter => char.IsControl(letter) && letter != '\t'))
        {
            return ([], ImportFault.ControlCharacter);
        }

        var fields = new List<string>(9);
        for (var at = 0; ; at++)
        {
            var field = at < line.Length && line[at] == '"' ? Quoted(line, ref at) : Bare(line, ref at);
            if (field is null || (at < line.Length && line[at] != ','))
            {
                return ([], ImportFault.QuotesBroken);
            }

            fields.Add(field);
            if (at >= line.Length)
            {
                return (fields, null);
            }
        }
    }

    private static string? Bare(string line, ref int at)
    {
        var comma = line.IndexOf(',', at);
        var field = comma < 0 ? line[at..] : line[at..comma];
        at += field.Length;
        return field.Contains('"', StringComparison.Ordinal) ? null : field;
    }

    private static string? Quoted(string line, ref int at)
    {
        var field = new StringBuilder();
        for (at++; at < line.Length; at++)
        {
            if (line[at] != '"')
            {
                field.Append(line[at]);
            }
            else if (at + 1 < line.Length && line[at + 1] == '"')
            {
                field.Append(line[at++]);
            }
            else
            {
                at++;
                return field.ToString();
            }
        }

        return null;
    }
}
