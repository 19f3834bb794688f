namespace Federation.Node.Hosting.Database;

/// <summary>
/// Tables a room keeps beside its events, as idempotent SQL (<c>create table if not exists node.…</c>). Registered by the room's
/// module, run at every start under one lock, after Marten's own schema.
/// </summary>
/// <param name="Room">The owning room, named in errors.</param>
/// <param name="Sql">One or more statements; may be run any number of times.</param>
internal sealed record SchemaScript(string Room, string Sql);
