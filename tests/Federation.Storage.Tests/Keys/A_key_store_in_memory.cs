using Federation.Storage.Keys;

namespace Federation.Storage.Tests.Keys;

public sealed class A_key_store_in_memory : WrappedKeyStoreContract
{
    protected override IWrappedKeyStore Store { get; } = new InMemoryKeyStore();
}
