using Federation.Node.Shell;

namespace Federation.Node.Documents.Quotas;

/// <summary>How full a space is, as people read it.</summary>
internal static class UseWords
{
    public static Text Of(SpaceUse use)
    {
        var used = FileSizes.Of(use.Used);
        return use.Most is not { } most
            ? new($"{used.En} used", $"{used.Fr} utilisés", $"{used.Es} en uso")
            : new($"{used.En} of {FileSizes.Of(most).En} used", $"{used.Fr} utilisés sur {FileSizes.Of(most).Fr}", $"{used.Es} de {FileSizes.Of(most).Es} en uso");
    }
}
