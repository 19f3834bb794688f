using Federation.Node.Hosting.Database;

namespace Federation.Node.Delivery.Receipts;

/// <summary>Receipts that we owe, and the newest that each peer gave us for each activity.</summary>
internal static class ReceiptSchema
{
    public static readonly SchemaScript Script = new("Delivery", """
        create table if not exists node.receipt_due (
            sequence bigint generated always as identity primary key,
            peer text not null,
            activity text not null,
            hash bytea not null,
            outcome text not null,
            reason text,
            at timestamptz not null);
        create index if not exists receipt_due_peer on node.receipt_due (peer, sequence);

        create table if not exists node.delivery_receipt (
            peer text not null,
            activity text not null,
            digest text not null,
            outcome text not null check (outcome in ('applied', 'refused')),
            reason text,
            at timestamptz not null,
            received_at timestamptz not null,
            primary key (peer, activity));
        create index if not exists delivery_receipt_activity on node.delivery_receipt (activity);
        """);
}
