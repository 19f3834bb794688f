using Federation.Node.Documents;
using Federation.Node.Documents.Spaces;
using Federation.Node.Shell;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;

namespace Federation.Node.Tests.Documents;

public sealed class The_rules_of_documents
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ana = Id(1);
    private static readonly Space Space = new(Id(2), Ana, new SubjectId(Ana));
    private static readonly EntryCard Root = new(Space.Id, null, "", true, 0, null, Now, Now);
    private static readonly EntryCard Folder = Root with { Id = Id(3), ParentId = Space.Id, Name = "minutes" };
    private static readonly EntryCard Document = new(Id(4), Folder.Id, "may.txt", false, 5, DocumentRules.TagOf(Version(1)), Now, Now);
    private static readonly NewEntry Entry = new(Id(9), new Sealed<EntryName>(new SubjectId(Ana), [1]));
    private static readonly Transfer Usual = new(Overwrite: true, WithContent: true, Conditions.None);

    [Theory]
    [InlineData("."), InlineData(".."), InlineData(""), InlineData("a/b"), InlineData("a\\b"), InlineData("a\0b"), InlineData("a\nb"), InlineData("a\u007fb")]
    [InlineData("a\u2028b"), InlineData("a\uFFFEb"), InlineData("%2e%2e"), InlineData("%2E."), InlineData("a%2fb"), InlineData("a%5Cb"), InlineData("a%00b")]
    public void Refuse_a_name_that_could_be_read_as_a_path(string name) =>
        Assert.IsType<DocumentRefusal.BadName>(DocumentRules.RefuseName(name));

    [Theory, InlineData("a"), InlineData("100%.txt"), InlineData("%zz"), InlineData("..."), InlineData(".hidden"), InlineData("réunion d'été №5 🙂.odt"), InlineData(" a ")]
    public void Take_any_other_name(string name) => Assert.Null(DocumentRules.RefuseName(name));

    [Fact]
    public void Count_a_name_in_bytes()
    {
        Assert.Null(DocumentRules.RefuseName(new string('é', 127) + "x"));
        Assert.IsType<DocumentRefusal.NameTooLong>(DocumentRules.RefuseName(new string('é', 128)));
    }

    [Fact]
    public void Put_a_document_where_none_is()
    {
        var added = Assert.IsType<DocumentAdded>(Only(Put(Nothing())));
        Assert.Equal((Entry.Id, Folder.Id), (added.DocumentId, added.ParentId));
    }

    [Fact]
    public void Put_a_version_where_a_document_is() =>
        Assert.Equal(Document.Id, Assert.IsType<DocumentChanged>(Only(Put(There(Document)))).DocumentId);

    [Fact]
    public void Put_nothing_over_a_folder_or_into_no_folder()
    {
        Assert.IsType<DocumentRefusal.IsAFolder>(Put(There(Folder)).Refusal);
        Assert.IsType<DocumentRefusal.NoParent>(Put(Nothing() with { Folder = null }).Refusal);
    }

    [Fact]
    public void Hold_to_what_the_client_saw()
    {
        var seen = new Conditions([Document.Tag!], null);
        Assert.Null(Put(There(Document), seen).Refusal);
        Assert.IsType<DocumentRefusal.ChangedMeanwhile>(Put(There(Document with { Tag = "other" }), seen).Refusal);
        Assert.IsType<DocumentRefusal.ChangedMeanwhile>(Put(Nothing(), seen).Refusal);
        var onlyNew = new Conditions(null, [Conditions.Any]);
        Assert.Null(Put(Nothing(), onlyNew).Refusal);
        Assert.IsType<DocumentRefusal.ChangedMeanwhile>(Put(There(Document), onlyNew).Refusal);
        Assert.IsType<DocumentRefusal.ChangedMeanwhile>(DocumentRules.Delete(Space, There(Document), new([], null), Ana, Now).Refusal);
    }

    [Fact]
    public void Never_delete_or_move_the_space_itself()
    {
        var root = new Place("", null, Root, []);
        Assert.IsType<DocumentRefusal.TheSpaceItself>(DocumentRules.Delete(Space, root, Conditions.None, Ana, Now).Refusal);
        Assert.IsType<DocumentRefusal.TheSpaceItself>(Move(root, Nothing()).Refusal);
        Assert.IsType<DocumentRefusal.TheSpaceItself>(Move(There(Document), root).Refusal);
    }

    [Fact]
    public void Put_no_folder_into_itself()
    {
        var inside = new Place("x", Folder, null, [Space.Id, Folder.Id]);
        Assert.IsType<DocumentRefusal.IntoItself>(Move(There(Folder), inside).Refusal);
        Assert.IsType<DocumentRefusal.IntoItself>(Copy(There(Folder), inside, Usual).Refusal);
        Assert.IsType<DocumentRefusal.IntoItself>(Move(new Place(Document.Name, Folder, Document, [Space.Id, Folder.Id]), There(Folder)).Refusal);
        Assert.Null(Copy(There(Folder), inside, Usual with { WithContent = false }).Refusal);
    }

    [Fact]
    public void Keep_the_versions_of_a_document_that_another_is_moved_onto()
    {
        var other = Document with { Id = Id(5), Name = "may.tmp" };
        var decision = Move(There(other), There(Document));
        Assert.Collection(decision.Events,
            each => Assert.Equal((Document.Id, Version(2)), (((DocumentChanged)each).DocumentId, ((DocumentChanged)each).Version)),
            each => Assert.Equal(other.Id, ((EntryDeleted)each).EntryId));
    }

    [Fact]
    public void Clear_the_destination_of_a_folder_only_when_told_to()
    {
        var target = Folder with { Id = Id(6), Name = "archive" };
        Assert.IsType<DocumentRefusal.DestinationTaken>(Move(There(Folder), There(target), Usual with { Overwrite = false }).Refusal);
        Assert.Collection(Move(There(Folder), There(target)).Events,
            each => Assert.Equal(target.Id, ((EntryDeleted)each).EntryId), each => Assert.Equal(Folder.Id, ((EntryMoved)each).EntryId));
    }

    [Fact]
    public void Copy_no_more_at_once_than_one_transaction_bears()
    {
        var tree = Enumerable.Range(0, DocumentLimits.MostCopied + 1).Select(_ => new CopiedEntry(Entry.Id, Folder.Id, Entry.Name, null)).ToList();
        Assert.IsType<DocumentRefusal.TooMany>(DocumentRules.Copy(Space, There(Folder), new Place("copy", Root, null, [Space.Id]), Usual, tree, Ana, Now).Refusal);
    }

    private static Decision Put(Place place, Conditions? when = null) =>
        DocumentRules.Put(Space, place, when ?? Conditions.None, Entry, Version(2), Ana, Now);

    private static Decision Move(Place from, Place to, Transfer? how = null) =>
        DocumentRules.Move(Space, from, to, how ?? Usual, Entry, from.Entry is { IsFolder: false } ? Version(2) : null, Ana, Now);

    private static Decision Copy(Place from, Place to, Transfer how) =>
        DocumentRules.Copy(Space, from, to, how, [new CopiedEntry(Entry.Id, default, Entry.Name, null)], Ana, Now);

    private static object Only(Decision decision) => Assert.Single(decision.Events);

    private static Place Nothing() => new("new.txt", Folder, null, [Space.Id, Folder.Id]);

    private static Place There(EntryCard card) => new(card.Name, Root, card, [Space.Id]);

    private static VersionBytes Version(byte number)
    {
        var hash = new byte[32];
        hash[0] = number;
        return new(BlobId.OfSha256(hash), 5, new Sealed<ContentKey>(new SubjectId(Ana), [number]));
    }

    private static Guid Id(byte number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
