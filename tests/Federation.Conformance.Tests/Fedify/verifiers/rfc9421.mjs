// RFC 9421 with RFC 9530: by node's crypto and this file alone, and by the library http-message-sig.
import crypto from "node:crypto";
import { verifySignature } from "http-message-sig";
import { find } from "./keys.mjs";
import { byName } from "./verdicts.mjs";

// What Mastodon 4.5 asks for.
const required = ["@method", "@target-uri", "content-digest"];

export function read(value) {
  const [, label, inner] = value.match(/^([\w*.-]+)=(.*)$/);
  const components = [...inner.match(/^\(([^)]*)\)/)[1].matchAll(/"([^"]+)"/g)].map((match) => match[1]);
  const parameters = Object.fromEntries([...inner.slice(inner.indexOf(")")).matchAll(/;(\w+)=(?:"([^"]*)"|(\d+))/g)].map((match) => [match[1], match[2] ?? Number(match[3])]));
  return { label, inner, components, parameters };
}

export function judges({ method, url, headers, body }) {
  const named = byName(headers);
  const fields = read(named["signature-input"]);
  return {
    node: async () => {
      const missing = required.filter((name) => !fields.components.includes(name));
      if (missing.length > 0 || !fields.parameters.created) {
        return `not covered: ${missing.join(" ")} or no created`;
      }

      if (named["content-digest"] !== `sha-256=:${crypto.createHash("sha256").update(body).digest("base64")}:`) {
        return "the content digest is of another body";
      }

      const derived = { "@method": method, "@target-uri": url.href, "@authority": url.host, "@path": url.pathname, "@scheme": "http", "@query": url.search || "?" };
      const lines = fields.components.map((name) => `"${name}": ${name.startsWith("@") ? derived[name] : named[name].trim()}`);
      const base = [...lines, `"@signature-params": ${fields.inner}`].join("\n");
      const { pem } = await find(fields.parameters.keyid);
      const signature = Buffer.from(named.signature.slice(fields.label.length + 2, -1), "base64");
      return crypto.verify("sha256", Buffer.from(base), pem, signature); // RSASSA-PKCS1-v1_5, the one algorithm all strangers have
    },
    httpMessageSig: async () => {
      const message = { kind: "request", method, targetUri: url.href, fields: headers.map(([name, value]) => ({ name, value })) };
      await verifySignature(message, {
        policy: { algorithms: ["rsa-v1_5-sha256"], requiredComponents: required, requiredParameters: ["created", "keyid"], maxAge: 3600, clockSkew: 3600 },
        resolveVerifier: async ({ parameters }) => {
          const { pem } = await find(parameters.keyid);
          return { algorithm: "rsa-v1_5-sha256", verify: (base, signature) => crypto.verify("sha256", base, pem, signature) };
        },
      });
      return true;
    },
  };
}
