using System.Net.Sockets;
using Npgsql;

namespace Federation.Node.Hosting.Database;

/// <summary>What the database or its disk cannot do, in an operator's words. What it names is not a defect of the node.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">What to do about it.</param>
/// <param name="IsFull">True when a disk is full: waiting does not help, making room does.</param>
internal sealed record DatabaseTrouble(string Message, string Hint, bool IsFull = false)
{
    private const int NoSpaceLeft = 28; // ENOSPC, errno(3)

    private static readonly DatabaseTrouble Full = new("The disk is full; nothing was changed.", "Make room, then try again.", IsFull: true);

    /// <summary>The trouble one exception stands for, or null when it is something else. Looks at this exception only, not at inner ones.</summary>
    public static DatabaseTrouble? Of(Exception exception) => exception switch
    {
        PostgresException postgres => OfState(postgres),
        // Npgsql's own: no connection, or one that broke.
        NpgsqlException or SocketException => new DatabaseTrouble(
            $"The database does not answer: {exception.Message}", "Is it running? `federation doctor` looks at what the node needs."),
        IOException { HResult: NoSpaceLeft } => Full,
        _ => null,
    };

    private static DatabaseTrouble? OfState(PostgresException postgres) => postgres.SqlState switch
    {
        PostgresErrorCodes.DiskFull => Full,
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new DatabaseTrouble(
            $"The database lets this user not in: {postgres.MessageText}", "Check user name and password of `database`."),
        PostgresErrorCodes.InvalidCatalogName => new DatabaseTrouble(
            $"The server has no such database: {postgres.MessageText}", "Make it with `createdb`, owned by the user of `database`."),
        PostgresErrorCodes.InsufficientPrivilege => new DatabaseTrouble(
            $"The database's user may not do this: {postgres.MessageText}", "Make the user of `database` the owner of the database."),
        // Class 57: shutting down or starting; class 53: too many connections, out of memory; class 08: connection.
        ['5', '7' or '3', ..] or ['0', '8', ..] => new DatabaseTrouble(
            $"The database does not answer: {postgres.MessageText}", "Is it starting, stopping or overloaded? Try again in a moment."),
        _ => null,
    };
}
