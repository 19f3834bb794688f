// How long Fedify 2.3.6, with its own in-process queue, needs to bring one activity to many individual inboxes.
//   node bench-fanout.mjs [--recipients 1000] [--workers 8] [--rsa 4096] [--receiver sinks|fedify] [--sinks URL]
// Fedify's queue is lost with its process; what it sends is what it always sends: an RSA HTTP signature, an object proof, an LD signature.
// --rsa: 4096 is what Fedify's own key generator makes; 2048 is what its users may choose.
// --receiver: what the inboxes are, in a process of their own: sinks.mjs, which takes anything, or a Fedify server that verifies all (inbox-server.mjs).
// --sinks: an origin where something already listens. Prints one JSON line.
import { spawn } from "node:child_process";
import { setMaxListeners } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { fedify, listen, say } from "../../Federation.Conformance.Tests/Fedify/stock.mjs";
import { read } from "./arguments.mjs";

const options = read({ recipients: 1000, workers: 8, rsa: 4096, receiver: "sinks", sinks: "", firstKnock: "rfc9421" });
const { createFederation, MemoryKvStore, InProcessMessageQueue, ParallelMessageQueue, Service, Create, Note, generateCryptoKeyPair } = await fedify(2);
const rsa = await crypto.subtle.generateKey({ name: "RSASSA-PKCS1-v1_5", modulusLength: options.rsa, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" }, true, ["sign", "verify"]);
const ed25519 = await generateCryptoKeyPair("Ed25519");
const sinks = options.sinks ? { origin: options.sinks } : await start({ sinks: "sinks.mjs", fedify: "inbox-server.mjs" }[options.receiver]);

const failures = [];
const queue = new InProcessMessageQueue({ pollInterval: { milliseconds: 5 } });
const federation = createFederation({
  kv: new MemoryKvStore(), queue: new ParallelMessageQueue(queue, options.workers), manuallyStartQueue: true, allowPrivateAddress: true,
  firstKnock: options.firstKnock === "cavage" ? "draft-cavage-http-signatures-12" : "rfc9421",
  onOutboxError: (error) => failures.push(String(error)),
});
federation.setActorDispatcher("/users/{identifier}", async (context, identifier) => new Service({
  id: context.getActorUri(identifier), preferredUsername: identifier, inbox: context.getInboxUri(identifier),
  publicKey: (await context.getActorKeyPairs(identifier))[0].cryptographicKey,
  assertionMethods: (await context.getActorKeyPairs(identifier)).map((pair) => pair.multikey),
})).setKeyPairsDispatcher(() => [rsa, ed25519]);
federation.setInboxListeners("/users/{identifier}/inbox", "/inbox");
const posts = counted(options.recipients);

const { origin, server } = await listen(({ request }) => federation.fetch(request(), { contextData: undefined }));
const context = federation.createContext(new URL(origin), undefined);
const sender = context.getActorUri("sender");
const recipients = Array.from({ length: options.recipients }, (_, i) => ({ id: new URL(`${sinks.origin}/users/${i}`), inboxId: new URL(`${sinks.origin}/users/${i}/inbox`) }));
const activity = new Create({
  id: new URL("/activities/1", origin), actor: sender, to: new URL("https://www.w3.org/ns/activitystreams#Public"),
  object: new Note({ id: new URL("/notes/1", origin), attribution: sender, content: `<p>${"Working hours 2026. ".repeat(20)}</p>` }),
});
const stopped = new AbortController();
setMaxListeners(0, stopped.signal); // each worker listens more than once
const running = federation.startQueue(undefined, { signal: stopped.signal });
const before = process.cpuUsage();
const began = performance.now();
await context.sendActivity({ identifier: "sender" }, recipients, activity);
await posts;
const seconds = (performance.now() - began) / 1000;
const cpu = process.cpuUsage(before);
stopped.abort();
await running;
const seen = sinks.end ? await sinks.end() : {};
say({
  bench: "fanout", peer: "fedify 2.3.6", queue: "in-process", receiver: options.sinks || options.receiver, recipients: options.recipients, workers: options.workers, rsaBits: options.rsa, seconds: round(seconds),
  perSecond: round(options.recipients / seconds), senderCpuMsPerDelivery: round((cpu.user + cpu.system) / 1000 / options.recipients),
  failures: failures.length, received: seen.received ?? seen.processed,
});
server.close();
server.closeAllConnections();

// Resolves when that many POSTs were answered.
function counted(wanted) {
  const fetch = globalThis.fetch;
  let answered = 0;
  return new Promise((done) => {
    globalThis.fetch = async (...request) => {
      const answer = await fetch(...request);
      if (answer.ok && ++answered === wanted) {
        done();
      }

      return answer;
    };
  });
}

async function start(program) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, program)], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { origin, inbox } = JSON.parse((await lines.next()).value);
  return {
    origin: origin ?? new URL(inbox).origin,
    end: async () => {
      child.stdin.end();
      return JSON.parse((await lines.next()).value);
    },
  };
}

function round(number) {
  return Math.round(number * 100) / 100;
}
