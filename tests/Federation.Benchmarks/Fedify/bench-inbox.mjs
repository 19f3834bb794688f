// How many signed Create(Note) a second the inbox of a stock Fedify 2.3.6 takes, and how long each waits.
//   node bench-inbox.mjs [--requests 2000] [--connections 16] [--warmup 200] [--scheme cavage|rfc9421]
// Every activity is unique and signed before the clock starts. Prints one JSON line. To drive the server with another load driver, run
// inbox-server.mjs alone: it takes an activity of any actor that it can fetch on loopback.
import { spawn } from "node:child_process";
import http from "node:http";
import path from "node:path";
import { createInterface } from "node:readline";
import { fedify, listen, say } from "../../Federation.Conformance.Tests/Fedify/stock.mjs";
import { quantile, read } from "./arguments.mjs";

const options = read({ requests: 2000, connections: 16, warmup: 200, scheme: "rfc9421" });
const spec = { cavage: "draft-cavage-http-signatures-12", rfc9421: "rfc9421" }[options.scheme];
if (!spec) {
  console.error(`--scheme is cavage or rfc9421, not ${options.scheme}`);
  process.exit(2);
}

const { signRequest, exportSpki } = await fedify(2);
// Fedify makes RSA-4096; servers and we sign with RSA-2048.
const pair = await crypto.subtle.generateKey({ name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" }, true, ["sign", "verify"]);
const pem = await exportSpki(pair.publicKey);
const { origin, server } = await listen(async ({ url }) => Response.json(actor(url.pathname), { headers: { "Content-Type": "application/activity+json" } }));
const sender = `${origin}/users/sender`;

const child = spawn(process.execPath, [path.join(import.meta.dirname, "inbox-server.mjs")], { stdio: ["pipe", "pipe", "inherit"] });
const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
const inbox = new URL(JSON.parse((await lines.next()).value).inbox);
const agent = new http.Agent({ keepAlive: true, maxSockets: options.connections });
const letters = [];
for (let i = 0; i < options.warmup + options.requests; i++) {
  letters.push(await sign(create(i)));
}

await post(letters.splice(0, options.warmup));
const began = performance.now();
const { times, refused } = await post(letters);
const seconds = (performance.now() - began) / 1000;
child.stdin.end();
const { processed, cpuMs } = JSON.parse((await lines.next()).value);
const sorted = times.sort((a, b) => a - b);
say({
  bench: "inbox", peer: "fedify 2.3.6", store: "memory", scheme: options.scheme, requests: options.requests, connections: options.connections,
  bytes: Buffer.byteLength(letters[0].body), refused, processed: processed - options.warmup, seconds: round(seconds), perSecond: round(options.requests / seconds),
  p50Ms: round(quantile(sorted, 0.5)), p99Ms: round(quantile(sorted, 0.99)), serverCpuMsPerRequest: round(cpuMs / (options.requests + options.warmup)),
});
agent.destroy();
server.close();
server.closeAllConnections();

async function post(work) {
  const times = [];
  let refused = 0, next = 0;
  await Promise.all(Array.from({ length: options.connections }, async () => {
    while (next < work.length) {
      const letter = work[next++];
      const sent = performance.now();
      const status = await one(letter);
      times.push(performance.now() - sent);
      refused += status === 202 ? 0 : 1;
    }
  }));
  return { times, refused };
}

function one({ headers, body }) {
  return new Promise((done, fail) => {
    const request = http.request(inbox, { agent, method: "POST", headers }, (answer) => answer.resume().on("end", () => done(answer.statusCode)));
    request.on("error", fail).end(body);
  });
}

async function sign(activity) {
  const body = JSON.stringify(activity);
  const plain = new Request(inbox, { method: "POST", body, headers: { "Content-Type": "application/activity+json", Host: inbox.host } });
  const signed = await signRequest(plain, pair.privateKey, new URL(`${sender}#main-key`), { spec });
  return { headers: Object.fromEntries(signed.headers), body };
}

function create(i) {
  const note = `${origin}/notes/${i}`;
  return {
    "@context": "https://www.w3.org/ns/activitystreams", id: `${origin}/activities/${i}`, type: "Create", actor: sender,
    published: "2026-11-24T09:00:00Z", to: "https://www.w3.org/ns/activitystreams#Public", cc: `${sender}/followers`,
    object: {
      id: note, type: "Note", attributedTo: sender, published: "2026-11-24T09:00:00Z", url: note,
      to: "https://www.w3.org/ns/activitystreams#Public", cc: `${sender}/followers`, content: `<p>${`Table ${i} of working hours. `.repeat(17)}</p>`,
    },
  };
}

function actor(pathname) {
  return {
    "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"], id: `${origin}${pathname}`, type: "Service",
    preferredUsername: "sender", inbox: `${sender}/inbox`, outbox: `${sender}/outbox`,
    publicKey: { id: `${sender}#main-key`, type: "CryptographicKey", owner: sender, publicKeyPem: pem },
  };
}

function round(number) {
  return Math.round(number * 100) / 100;
}
