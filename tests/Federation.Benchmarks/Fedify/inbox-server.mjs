// Fedify 2.3.6 as a server with an inbox: in-memory store, no queue, so that 202 means verified and handed to the listener.
// Prints {"inbox": URL} once it listens, and {"processed": N, "cpuMs": M} when its input ends.
import { fedify, listen, say } from "../../Federation.Conformance.Tests/Fedify/stock.mjs";

const { createFederation, MemoryKvStore, Service, Create, Endpoints, generateCryptoKeyPair } = await fedify(2);
const keys = [await generateCryptoKeyPair("RSASSA-PKCS1-v1_5"), await generateCryptoKeyPair("Ed25519")];
let processed = 0;
const federation = createFederation({ kv: new MemoryKvStore(), allowPrivateAddress: true });
federation.setActorDispatcher("/users/{identifier}", async (context, identifier) => new Service({
  id: context.getActorUri(identifier),
  preferredUsername: identifier,
  inbox: context.getInboxUri(identifier),
  endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
  publicKey: (await context.getActorKeyPairs(identifier))[0].cryptographicKey,
  assertionMethods: (await context.getActorKeyPairs(identifier)).map((pair) => pair.multikey),
})).setKeyPairsDispatcher(() => keys);
federation.setInboxListeners("/users/{identifier}/inbox", "/inbox").on(Create, () => { processed++; });

const { origin } = await listen(({ request }) => federation.fetch(request(), { contextData: undefined }));
say({ inbox: `${origin}/inbox` });
const before = process.cpuUsage();
process.stdin.on("end", () => {
  const { user, system } = process.cpuUsage(before);
  say({ processed, cpuMs: Math.round((user + system) / 1000) });
  process.exit(0);
}).resume();
