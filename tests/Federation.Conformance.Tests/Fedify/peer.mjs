// A stock Fediverse server on loopback for the conformance tests.
//   node peer.mjs [--generation 2|1] [--first-knock cavage|rfc9421]
// Prints {"origin", "actor", "control"} once it listens, and ends with its standard input. README.md lists what its control address takes.
import { parseArgs } from "node:util";
import { archive } from "./archive.mjs";
import { letter, scheme } from "./letters.mjs";
import { post } from "./post.mjs";
import { fedify as load, listen, say } from "./stock.mjs";

const { values } = parseArgs({ options: { generation: { type: "string", default: "2" }, "first-knock": { type: "string" } } });
const generation = Number(values.generation);
const fedify = { ...await load(generation), generation };
const specs = { cavage: "draft-cavage-http-signatures-12", rfc9421: "rfc9421" };
const { federation, account, rsa, ed25519 } = await archive(fedify, { generation, firstKnock: specs[values["first-knock"]] });

const received = [], sent = [], settled = [];
let mood = {}; // {refuse: scheme} answers 401 to letters signed so; {answer: status} answers that to every letter
const { origin } = await listen(async (incoming) => {
  if (incoming.method !== "POST") {
    return federation.fetch(incoming.request(), { contextData: {} });
  }

  const kept = letter(fedify, federation, origin, incoming, settled);
  received.push(kept);
  const answer = mood.answer ? new Response("It says no.", { status: mood.answer, headers: mood.headers })
    : mood.refuse && mood.refuse === kept.http.scheme ? new Response("Not in this scheme.", { status: 401 })
    : await federation.fetch(incoming.request(), { contextData: kept });
  kept.status = answer.status;
  return answer;
});
const context = federation.createContext(new URL(origin), {});
const id = context.getActorUri(account).href;
const proofKey = (await context.getActorKeyPairs(account))[1].multikey.id.href;
const sender = { id, proofKey, rsa, ed25519, loaders: { documentLoader: context.documentLoader, contextLoader: context.contextLoader } };
watchOwnPosts();

const orders = {
  "/received": async () => {
    await Promise.all(settled);
    return received;
  },
  "/sent": async () => sent,
  "/mood": async (wanted) => { mood = wanted ?? {}; return mood; },
  "/lookup": async ({ url }) => {
    const found = await context.lookupObject(url);
    return found && {
      kind: found.constructor.name, id: found.id?.href ?? null, name: found.preferredUsername?.toString() ?? found.name?.toString() ?? null,
      inbox: found.inboxId?.href ?? null, isActor: fedify.isActor(found),
      keys: fedify.isActor(found) ? await collect(found.getPublicKeys(sender.loaders), (key) => key.id.href) : [],
      proofKeys: fedify.isActor(found) ? await collect(found.getAssertionMethods(sender.loaders), (key) => key.id.href) : [],
    };
  },
  "/send": async ({ activity, to }) => {
    const recipient = await context.lookupObject(to);
    const before = sent.length;
    let error = null;
    try {
      await context.sendActivity({ identifier: account }, recipient, await fedify.Activity.fromJsonLd(activity, sender.loaders), { immediate: true });
    } catch (failure) {
      error = String(failure?.message ?? failure);
    }

    return { error, posts: sent.slice(before) };
  },
  "/post": async (order) => post(fedify, sender, order),
};
const { origin: control } = await listen(async ({ url, body }) => orders[url.pathname]
  ? Response.json(await orders[url.pathname](body.length > 0 ? JSON.parse(body) : undefined))
  : new Response(null, { status: 404 }));
say({ origin, actor: id, control });
process.stdin.on("end", () => process.exit(0)).resume();

async function collect(items, select) {
  const found = [];
  for await (const item of items) {
    found.push(select(item));
  }

  return found;
}

// What Fedify itself posts, knock by knock, with the answers it got.
function watchOwnPosts() {
  const fetch = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const answer = await fetch(input, init);
    const request = input instanceof Request ? input : null;
    if ((init?.method ?? request?.method) === "POST") {
      const headers = [...new Headers(init?.headers ?? request?.headers)];
      sent.push({ url: answer.url || String(request?.url ?? input), scheme: scheme(headers), status: answer.status, body: await answer.clone().text() });
    }

    return answer;
  };
}
