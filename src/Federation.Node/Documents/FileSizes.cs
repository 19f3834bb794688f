using System.Globalization;
using Federation.Node.Shell;

namespace Federation.Node.Documents;

/// <summary>Sizes as people read them: three figures at most, powers of 1000 as file managers show them.</summary>
internal static class FileSizes
{
    public static Text Of(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        while (size >= 999.5 && unit < 4)
        {
            (size, unit) = (size / 1000, unit + 1);
        }

        var figures = size.ToString(unit == 0 || size >= 9.95 ? "0" : "0.0", CultureInfo.CurrentCulture);
        return new($"{figures} {"B,KB,MB,GB,TB".Split(',')[unit]}", $"{figures} {"o,Ko,Mo,Go,To".Split(',')[unit]}", $"{figures} {"B,KB,MB,GB,TB".Split(',')[unit]}");
    }
}
