using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Node.Contributions.PaidHours;
using Federation.Node.Contributions.Papers;
using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Proofs;

namespace Federation.Node.CommandLine;

/// <summary><c>federation timesheet verify</c>: checks a member's timesheet with nothing but the file and the node's public key.</summary>
internal static class TimesheetCommand
{
    private const string Advice = "Do not rely on this timesheet; ask for the file as the node gave it.";

    public static Command Create() => new("timesheet", "Check members' timesheets.") { Verify() };

    private static Command Verify() => SignedFile.Verify("timesheet", "Check that a timesheet is whole and signed by the node it names.\n\n"
        + "The key comes from --key, as the union printed it, or from --actor, a copy of the node's actor document. Nothing is fetched and no node is needed. "
        + "A whole timesheet tells what was recorded and how; that the hours were worked is for the worker to show. Of a PDF, the document in it is checked, and that the certificate it names signed every byte of the file.\n\n"
        + "Example: federation timesheet verify timesheet.pdf --actor actor.json", Verify);

    private static int Verify(string file, string? key, string? actorFile, bool json)
    {
        var bytes = SignedFile.Bytes(file);
        var signature = bytes.AsSpan().StartsWith(PdfSignature.Magic) ? PdfSignature.Check(bytes) : null;
        var sheet = SignedFile.Read(file, signature is null ? bytes : Within(signature, bytes));
        var method = ObjectProof.VerificationMethod(sheet);
        var publicKey = SignedFile.Key("timesheet", key, actorFile, method);
        var reason = sheet["type"] is not JsonValue type || type.ToString() != Timesheet.Type ? "The file is no timesheet."
            : Timesheet.Mandatory.FirstOrDefault(member => sheet[member] is null) is { } absent ? $"The timesheet lacks '{absent}'."
            : ObjectProof.Refute(sheet, publicKey) ?? (signature is null || signature.Fingerprint == sheet[Timesheet.CertificateField]?.ToString() ? null
                : "The PDF is signed with another certificate than the one that the timesheet in it names.");
        var isWhole = reason is null;
        var (worker, issuer, weeks) = isWhole ? (sheet["worker"]!.ToString(), sheet["issuedBy"]!.ToString(), sheet["weeks"]!.AsArray().Count) : ("", "", 0); // signed, so the node wrote it
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { IsWhole = isWhole, Reason = reason, Worker = worker, IssuedBy = issuer, Weeks = weeks, SignedWith = method }, JsonSerializerOptions.Web));
        }
        else if (isWhole)
        {
            Console.WriteLine($"The timesheet is whole: {weeks} weeks of {worker}, signed by {issuer} ({method}).");
        }

        return isWhole ? ExitCodes.Done : new Mishap(reason!, Advice, ExitCodes.CheckFailed).Print();
    }

    private static byte[] Within(PdfSignature signature, byte[] pdf) =>
        signature.Fault is { } fault ? throw new OperatorException(fault, Advice, ExitCodes.CheckFailed)
        : PdfSignature.Attached(pdf, Timesheet.FileName) ?? throw new OperatorException($"The PDF holds no {Timesheet.FileName}.", Advice, ExitCodes.CheckFailed);
}
