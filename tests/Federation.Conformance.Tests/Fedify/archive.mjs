// The stranger: an archive with one account on a stock Fedify, its inbox, and what it says about itself.
const Account = "archive";

/** @param {any} fedify The generation's exports. @param {{generation: 1|2, firstKnock?: string}} options */
export async function archive(fedify, { generation, firstKnock }) {
  const rsa = await crypto.subtle.generateKey(
    { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" }, true, ["sign", "verify"]);
  const ed25519 = await fedify.generateCryptoKeyPair("Ed25519");
  const federation = fedify.createFederation({
    kv: new fedify.MemoryKvStore(),
    allowPrivateAddress: true,
    ...(firstKnock ? { firstKnock } : {}),
  });
  federation.setActorDispatcher("/users/{identifier}", async (context, identifier) => {
    if (identifier !== Account) {
      return null;
    }

    const pairs = await context.getActorKeyPairs(identifier);
    return new fedify.Service({
      id: context.getActorUri(identifier),
      preferredUsername: identifier,
      name: "Archive of the Labour Library",
      inbox: context.getInboxUri(identifier),
      endpoints: new fedify.Endpoints({ sharedInbox: context.getInboxUri() }),
      url: context.getActorUri(identifier),
      publicKey: pairs[0].cryptographicKey,
      assertionMethods: pairs.map((pair) => pair.multikey),
    });
  }).setKeyPairsDispatcher(() => [rsa, ed25519]);
  federation.setNodeInfoDispatcher("/nodeinfo/2.1", () => ({
    software: { name: "labour-archive", version: generation === 1 ? { major: 1, minor: 0, patch: 0 } : "1.0.0" },
    protocols: ["activitypub"],
    usage: { users: {}, localPosts: 0, localComments: 0 },
  }));

  // Which of its listeners Fedify called is what shows that it understood the activity, not merely swallowed it.
  const listeners = federation.setInboxListeners("/users/{identifier}/inbox", "/inbox");
  for (const type of ["Create", "Update", "Delete", "Accept", "Reject", "Follow", "Undo", "Offer", "Announce"]) {
    listeners.on(fedify[type], async (context, activity) => {
      context.data.listener = type;
      const object = await activity.getObject({ ...context, suppressError: true });
      context.data.understood = object && { type: object.constructor.name, name: object.name?.toString() ?? null, content: object.content?.toString() ?? null };
    });
  }

  return { federation, account: Account, rsa, ed25519 };
}
