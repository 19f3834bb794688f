using Federation.Node.Hosting.Database;
using Federation.Node.Shell;
using Npgsql;

namespace Federation.Node.Documents.Spaces;

/// <summary>Tells everybody in a group space that was closed, when they come, until when they can take along what they need.</summary>
internal sealed class ClosedSpaces(NpgsqlDataSource source, TimeProvider time) : IMemberNote
{
    // Not after its date, when something in it is held: that may last for years.
    public Task<IReadOnlyList<MemberNote>> Of(Guid memberId, CancellationToken cancel) => source.List("""
        select space.id, space.name, space.destroy_at from node.space_person as person join node.space on space.id = person.space_id
        where person.member_id = $1 and space.destroy_at > $2 order by space.destroy_at, space.id
        """,
        row => new MemberNote(Sentence(row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)), $"/documents/{row.GetGuid(0)}"), cancel, memberId, time.GetUtcNow());

    private static Text Sentence(string name, DateTimeOffset until) => new(
        $"The group space “{name}” was closed. It can be read and taken along until {Dates.Day(until).En}; then it is destroyed.",
        $"L'espace de groupe « {name} » a été fermé. On peut le lire et l'emporter jusqu'au {Dates.Day(until).Fr} ; ensuite il est détruit.",
        $"El espacio de grupo «{name}» se cerró. Se puede leer y llevar hasta el {Dates.Day(until).Es}; después se destruye.");
}
