using System.Globalization;
using Federation.Node.Shell;

namespace Federation.Node.Documents;

/// <summary>Sizes as people read them: three figures at most, powers of 1000 as file managers show them.</summary>
internal static class FileSizes
{
    private static readonly string[] English = ["B", "KB", "MB", "GB", "TB"], French = ["o", "Ko", "Mo", "Go", "To"];

    public static Text Of(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        while (size >= 999.5 && unit < 4)
        {
            (size, unit) = (size / 1000, unit + 1);
        }

        var figures = size.ToString(unit == 0 || size >= 9.95 ? "0" : "0.0", CultureInfo.CurrentCulture);
        return new($"{figures}\u00A0{English[unit]}", $"{figures}\u00A0{French[unit]}", $"{figures}\u00A0{English[unit]}");
    }
}
