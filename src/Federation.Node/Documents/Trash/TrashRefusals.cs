using Federation.Node.Shell;

namespace Federation.Node.Documents.Trash;

/// <summary>What can be wrong with a request about the trash.</summary>
internal abstract record TrashRefusal(string Code, int Status, Text Message) : DocumentRefusal(Code, Status, Message)
{
    internal sealed record NotInTrash() : TrashRefusal("not-in-trash", 404, new(
        "This is not in the trash any more: it was restored or deleted for good, perhaps on another device.",
        "Ceci n'est plus dans la corbeille : c'est restauré ou supprimé définitivement, peut-être depuis un autre appareil.",
        "Esto ya no está en la papelera: se restauró o se borró para siempre, quizás desde otro dispositivo."));
}
