using System.Diagnostics.CodeAnalysis;

namespace Federation.Storage.Keys;

/// <summary>What opening a seal gave: the value, or the fact that its subject was erased. The default is "erased".</summary>
public readonly record struct Opened<T>
{
    private readonly T? value;
    private readonly bool present;

    internal Opened(T value)
    {
        this.value = value;
        present = true;
    }

    /// <summary>The subject's key, or its parent's, was shredded.</summary>
    public bool IsErased => !present;

    /// <summary>The value; a caller that has not looked at <see cref="IsErased"/> first uses <see cref="Or"/>.</summary>
    /// <exception cref="InvalidOperationException">It was erased.</exception>
    public T Value => present ? value! : throw new InvalidOperationException("This value was erased."); // T itself may be nullable

    /// <summary>The value, or what stands for it after the erasure.</summary>
    public T Or(T whenErased) => present ? value! : whenErased; // T itself may be nullable

    /// <summary>The value if it is still there.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T opened)
    {
        opened = value;
        return present;
    }
}
