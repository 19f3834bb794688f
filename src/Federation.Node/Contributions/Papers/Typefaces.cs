using System.Text;

namespace Federation.Node.Contributions.Papers;

/// <summary>Chooses what a document is printed with.</summary>
internal static class Typefaces
{
    /// <summary>Where a distribution keeps its fonts.</summary>
    public const string Folder = "/usr/share/fonts/truetype";

    // Debian's and Ubuntu's fonts-dejavu-core, fonts-liberation, fonts-noto-core.
    private static readonly (string Regular, string Bold)[] Known =
    [
        ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
        ("liberation/LiberationSans-Regular.ttf", "liberation/LiberationSans-Bold.ttf"),
        ("noto/NotoSans-Regular.ttf", "noto/NotoSans-Bold.ttf"),
    ];

    /// <summary>The first typeface that has all letters of some texts.</summary>
    /// <param name="texts">What is to be printed.</param>
    /// <param name="folder">Where fonts are; see <see cref="Folder"/>.</param>
    /// <returns>The typeface; or null and the letters that the best one lacks.</returns>
    public static (ITypeface? Found, IReadOnlyList<Rune> Lacking) For(IReadOnlyCollection<string> texts, string folder = Folder)
    {
        IReadOnlyList<Rune>? least = null;
        foreach (var face in All(folder))
        {
            var lacking = texts.SelectMany(face.Lacks).Distinct().ToArray();
            if (lacking.Length == 0)
            {
                return (face, []);
            }

            least = least is null || lacking.Length < least.Count ? lacking : least;
        }

        return (null, least!); // the standard one was asked
    }

    private static IEnumerable<ITypeface> All(string folder) => new ITypeface[] { new StandardTypeface() }
        .Concat(Known.Select(font => SystemTypeface.Find(Path.Combine(folder, font.Regular), Path.Combine(folder, font.Bold))).OfType<ITypeface>());
}
