namespace Federation.Protocol.Signatures;

/// <summary>The text that is signed (RFC 9421 §2.5).</summary>
internal static class SignatureBase
{
    /// <summary>Writes the text.</summary>
    /// <param name="message">The message.</param>
    /// <param name="components">Covered components, as <see cref="SignatureInput.Components"/> holds them.</param>
    /// <param name="parameters">The signature's parameters in canonical form.</param>
    /// <param name="to">Where to.</param>
    /// <returns>Null, or in one sentence why there is no such text.</returns>
    public static string? Write(SignedMessage message, IReadOnlyList<string> components, string parameters, ref PooledText to)
    {
        for (var i = 0; i < components.Count; i++)
        {
            var component = components[i];
            for (var before = 0; before < i; before++)
            {
                if (components[before] == component)
                {
                    return $"The signature covers {component} twice."; // §2.5, step 2
                }
            }

            var semicolon = component.IndexOf(';', StringComparison.Ordinal);
            var name = semicolon < 0 ? component : component[..semicolon];
            string? value;
            if (semicolon < 0)
            {
                value = name is ['@', ..] ? message.Derived(name) : message.Field(name);
            }
            else if (QueryParameter.NameOf(component) is { } parameter && message is SignedRequest request)
            {
                value = QueryParameter.Value(request.TargetUri, parameter);
            }
            else
            {
                return $"The signature covers {component}: parameters of components are not understood here, except @query-param;name.";
            }

            if (value is null)
            {
                return $"The signature covers {component}, which the message does not have.";
            }

            to.Append("\""u8);
            to.Append(name);
            to.Append("\""u8);
            to.Append(component.AsSpan(name.Length));
            to.Append(": "u8);
            to.Append(value);
            to.Append("\n"u8);
        }

        to.Append("\"@signature-params\": "u8);
        to.Append(parameters);
        return null;
    }
}
