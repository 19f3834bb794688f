// draft-cavage-http-signatures-12 as the Fediverse speaks it: by node's crypto and this file alone, by PeerTube's library, by Misskey's.
import crypto from "node:crypto";
import * as misskey from "@misskey-dev/node-http-message-signatures";
import peertube from "@peertube/http-signature";
import { find } from "./keys.mjs";
import { byName } from "./verdicts.mjs";

const required = ["(request-target)", "host", "date", "digest"];

export function read(value) {
  return Object.fromEntries([...value.matchAll(/(\w+)=(?:"([^"]*)"|(\d+))/g)].map((match) => [match[1], match[2] ?? match[3]]));
}

export function judges({ method, url, headers, body }) {
  const named = byName(headers);
  const fields = read(named.signature);
  const incoming = () => ({ method, url: url.pathname + url.search, httpVersion: "1.1", headers: { ...named }, rawHeaders: headers.flat() });
  return {
    node: async () => {
      const covered = fields.headers.split(" ");
      const missing = required.filter((name) => !covered.includes(name));
      if (missing.length > 0) {
        return `not covered: ${missing.join(" ")}`;
      }

      if (named.digest.toLowerCase() !== `sha-256=${crypto.createHash("sha256").update(body).digest("base64")}`.toLowerCase()) {
        return "the digest is of another body";
      }

      const base = covered.map((name) => name === "(request-target)" ? `${name}: ${method.toLowerCase()} ${url.pathname}${url.search}` : `${name}: ${named[name]}`).join("\n");
      const { pem } = await find(fields.keyId);
      return crypto.verify("sha256", Buffer.from(base), pem, Buffer.from(fields.signature, "base64"));
    },
    peertube: async () => {
      const parsed = peertube.parseRequest(incoming(), { headers: required, clockSkew: 3600 });
      return peertube.verifySignature(parsed, (await find(parsed.keyId)).pem);
    },
    misskey: async () => {
      const parsed = misskey.parseRequestSignature(incoming(), { requiredComponents: { draft: required } });
      const { pem } = await find(parsed.value.keyId);
      let reason = "no";
      const said = (message) => { reason = String(message?.message ?? message); };
      return await misskey.verifyDigestHeader(incoming(), body, true, said) && await misskey.verifyDraftSignature(parsed.value, pem, said) || reason;
    },
  };
}
