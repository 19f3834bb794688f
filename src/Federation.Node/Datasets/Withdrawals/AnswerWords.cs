using Federation.Node.Shell;

namespace Federation.Node.Datasets.Withdrawals;

/// <summary>Answers of holders in words.</summary>
internal static class AnswerWords
{
    public static Text Of(Withdrawal withdrawal, Notice notice, DateTimeOffset now) => notice.Answer?.Outcome switch
    {
        "erased" => new("erased, signed", "effacé, signé", "borrado, firmado"),
        "notHeld" => new("not held, signed", "non détenu, signé", "no lo tenía, firmado"),
        WithdrawalRules.AggregatedAnonymous => new("only in an anonymous total, signed", "seulement dans un total anonyme, signé", "solo en un total anónimo, firmado"),
        null when WithdrawalRules.IsOverdue(withdrawal, notice, now) => new("no answer in three days", "sans réponse depuis trois jours", "sin respuesta en tres días"),
        null => new("asked, no answer yet", "demandé, pas encore de réponse", "pedido, aún sin respuesta"),
        _ => new("refused to erase", "a refusé d'effacer", "se negó a borrar"),
    };

    /// <summary>Of a table that stands: nobody was asked.</summary>
    public static readonly Text Standing = new("only in an anonymous total", "seulement dans un total anonyme", "solo en un total anónimo");
}
