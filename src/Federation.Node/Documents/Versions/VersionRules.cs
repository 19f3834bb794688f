using Federation.Node.Shell;

namespace Federation.Node.Documents.Versions;

/// <summary>Decisions about the versions of a document that is in the tree.</summary>
internal static class VersionRules
{
    /// <summary>Makes an earlier version the newest; of the newest there is nothing to restore.</summary>
    public static Decision Restore(Entry document, int number, Guid by, DateTimeOffset now)
    {
        var versions = document.Numbered();
        return versions.FirstOrDefault(version => version.Number == number) is not { } version ? Decision.Refuse(new VersionRefusal.NoSuchVersion(number))
            : version == versions[^1] ? Decision.Nothing
            : Decision.Of(new VersionRestored(document.Id, document.SpaceId, number, version.Bytes, by, now));
    }

    /// <summary>Marks a version to be kept, or no longer.</summary>
    public static Decision Mark(Entry document, int number, bool keep, Guid by, DateTimeOffset now) =>
        document.Numbered().FirstOrDefault(version => version.Number == number) is not { } version ? Decision.Refuse(new VersionRefusal.NoSuchVersion(number))
        : version.IsKept == keep ? Decision.Nothing
        : Decision.Of(new VersionMarked(document.Id, document.SpaceId, number, keep, by, now));

    /// <summary>Drops the versions that stand closer together than the schedule asks for; what is in the trash stays as it was.</summary>
    /// <param name="keep">Younger ones all stay.</param>
    public static Decision Thin(Entry document, DateTimeOffset now, TimeSpan keep = default)
    {
        var superfluous = document.IsDeleted ? []
            : ThinningSchedule.Superfluous([.. document.Numbered().Select(version => new DatedVersion(version.Number, version.At, version.IsKept))], now, keep);
        return superfluous.Count == 0 ? Decision.Nothing : Decision.Of(new VersionsThinned(document.Id, document.SpaceId, superfluous, now));
    }
}
