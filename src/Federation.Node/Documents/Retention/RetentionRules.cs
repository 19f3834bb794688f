using System.Globalization;
using Federation.Node.Documents.Spaces;
using Federation.Node.Shell;

namespace Federation.Node.Documents.Retention;

/// <summary>Decisions about how long documents stay (docs/decisions/0021).</summary>
internal static class RetentionRules
{
    /// <summary>A rule as it was typed, in days; without any, no rule.</summary>
    public static (RetentionRule? Rule, Refusal? Refusal) Read(Guid id, string? delete, string? trash, string? versions)
    {
        var days = new int?[3];
        foreach (var (typed, field, index) in new[] { (delete, "delete", 0), (trash, "trash", 1), (versions, "versions", 2) })
        {
            if (typed is null || typed.Trim().Length == 0)
            {
                continue;
            }

            if (!int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > DocumentLimits.MostRetentionDays)
            {
                return (null, new RetentionRefusal.BadDays(field));
            }

            days[index] = number;
        }

        return (days.Any(each => each is not null) ? new(id, days[0], days[1], days[2]) : null, null);
    }

    /// <summary>For one space: by its managers, or by the member whose own it is.</summary>
    public static Decision Set(Space? space, RetentionRule? rule, Guid by, DateTimeOffset now) =>
        space is null or { IsErased: true } || (space.OwnerId != by && space.RoleOf(by) is null) ? Decision.Refuse(new DocumentRefusal.NotThere())
        : space.OwnerId is null && space.RoleOf(by) != SpaceRole.Manager ? Decision.Refuse(new SpaceRefusal.ForManagers())
        : SpaceRules.RefuseClosed(space) is { } closed ? Decision.Refuse(closed)
        : rule is null ? space.Retention is null ? Decision.Nothing : Decision.Of(new SpaceRetentionSet(space.Id, null, by, now))
        : rule.SaysTheSame(space.Retention) ? Decision.Nothing
        : Decision.Of(new SpaceRetentionSet(space.Id, rule, by, now));

    /// <summary>For all that have no rule of their own.</summary>
    public static Decision SetAll(SpacesRetention? before, RetentionRule? rule, Guid by, DateTimeOffset now) =>
        rule is null ? before?.Rule is null ? Decision.Nothing : Decision.Of(new SpacesRetentionSet(null, by, now))
        : rule.SaysTheSame(before?.Rule) ? Decision.Nothing
        : Decision.Of(new SpacesRetentionSet(rule, by, now));
}
