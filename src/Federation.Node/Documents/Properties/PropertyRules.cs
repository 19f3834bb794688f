using System.Text;
using Federation.Node.Shell;

namespace Federation.Node.Documents.Properties;

/// <summary>Decides about properties that programs set.</summary>
internal static class PropertyRules
{
    /// <summary>Applies changes one after the other (RFC 4918 §9.2: in document order), all or none.</summary>
    public static (EntryProperties After, Refusal? Refusal) Change(EntryProperties before, IReadOnlyList<PropertyChange> changes)
    {
        var all = before.All.ToList();
        foreach (var change in changes)
        {
            var index = all.FindIndex(each => each.Namespace == change.Namespace && each.Name == change.Name);
            if (index >= 0)
            {
                all.RemoveAt(index);
            }

            if (change.Xml is { } xml)
            {
                all.Insert(index < 0 ? all.Count : index, new(change.Namespace, change.Name, xml));
            }
        }

        return all.Count > DocumentLimits.MostProperties || all.Sum(Size) > DocumentLimits.MaxPropertyBytes
            ? (before, new DocumentRefusal.TooManyProperties())
            : (new(all), null);
    }

    private static long Size(EntryProperty property) => Encoding.UTF8.GetByteCount(property.Xml);
}

/// <summary>One instruction of a program.</summary>
/// <param name="Namespace">Namespace of the property.</param>
/// <param name="Name">Its local name.</param>
/// <param name="Xml">The element to keep; null: none any more.</param>
internal sealed record PropertyChange(string Namespace, string Name, string? Xml);
