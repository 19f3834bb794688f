using System.Text;
using Federation.Node.Documents;
using Federation.Node.Documents.Trash;
using Federation.Storage.Keys;

namespace Federation.Node.Tests.Documents;

public sealed class The_rules_of_the_trash
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ana = new(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
    private static readonly Sealed<EntryName> Name = new(new SubjectId(Ana), [1]);
    private static readonly Entry Deleted = new(Ana, Ana, Name, [], IsDeleted: true);

    [Theory]
    [InlineData("a.txt", "b.txt", "a.txt")]
    [InlineData("a.txt", "a.txt", "a (restored).txt")]
    [InlineData("a.txt", "a.txt|a (restored).txt|a (restored 2).txt", "a (restored 3).txt")]
    [InlineData("archive.tar.gz", "archive.tar.gz", "archive.tar (restored).gz")]
    [InlineData("README", "README", "README (restored)")]
    [InlineData(".profile", ".profile", ".profile (restored)")]
    public void Give_back_a_name_that_nothing_else_has(string name, string taken, string given) =>
        Assert.Equal(given, TrashRules.FreeName(name, false, "restored", taken.Split('|').ToHashSet()));

    [Fact]
    public void Take_the_dot_of_a_folder_for_a_part_of_its_name() =>
        Assert.Equal("v1.2 (restored)", TrashRules.FreeName("v1.2", true, "restored", new HashSet<string> { "v1.2" }));

    [Fact]
    public void Shorten_a_long_name_between_its_letters()
    {
        var name = new string('é', 125) + ".txt";
        var given = TrashRules.FreeName(name, false, "restauré", new HashSet<string> { name });
        Assert.EndsWith("é (restauré).txt", given, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(given), DocumentLimits.LongestName - 1, DocumentLimits.LongestName);
        Assert.Null(DocumentRules.RefuseName(given));
    }

    [Fact]
    public void Restore_and_erase_only_what_is_in_the_trash()
    {
        foreach (var entry in new[] { null, Deleted with { IsDeleted = false }, Deleted with { IsErased = true } })
        {
            Assert.IsType<TrashRefusal.NotInTrash>(TrashRules.Restore(entry, Ana, Name, Ana, Now).Refusal);
            Assert.IsType<TrashRefusal.NotInTrash>(TrashRules.Erase(entry, Ana, Now).Refusal);
        }

        Assert.IsType<EntryRestored>(Assert.Single(TrashRules.Restore(Deleted, Ana, Name, Ana, Now).Events));
        Assert.IsType<EntryErased>(Assert.Single(TrashRules.Erase(Deleted, null, Now).Events));
    }
}
