// FEP-8b32 object proofs (eddsa-jcs-2022): by node's crypto and this file alone, and by Digital Bazaar's implementation of the W3C's cryptosuite.
import crypto from "node:crypto";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { createVerifyCryptosuite } from "@digitalbazaar/eddsa-jcs-2022-cryptosuite";
import jsigs from "jsonld-signatures";
import { base58, ed25519, find } from "./keys.mjs";

/** @param contextLoader Where well-known contexts come from: Fedify carries them with it, and nothing is fetched from outside. */
export function judges(text, contextLoader) {
  return {
    node: async () => {
      const { proof: { proofValue, ...options }, ...document } = JSON.parse(text);
      delete document.signature; // an LD signature is put beside the proof afterwards
      if (options.type !== "DataIntegrityProof" || options.cryptosuite !== "eddsa-jcs-2022" || options.proofPurpose !== "assertionMethod") {
        return "not an eddsa-jcs-2022 proof";
      }

      const { owner, multibase } = await find(options.verificationMethod);
      if (owner !== (document.actor?.id ?? document.actor)) {
        return `the key is ${owner}'s`;
      }

      return crypto.verify(null, Buffer.concat([hash(options), hash(document)]), ed25519(multibase), base58(proofValue));
    },
    digitalBazaar: async () => {
      const { signature, ...document } = JSON.parse(text);
      sameContext(document);
      const result = await jsigs.verify(document, {
        suite: new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() }),
        purpose: new jsigs.purposes.AssertionProofPurpose({ maxTimestampDelta: Infinity }),
        documentLoader: load,
      });
      return result.verified || result.error.errors?.map(String).join("; ") || String(result.error);
    },
  };

  // It asks for the key and for who controls it, and is given what the node serves.
  async function load(url) {
    if (new URL(url).hostname !== "127.0.0.1") {
      return contextLoader(url);
    }

    const answer = await fetch(url, { headers: { Accept: "application/activity+json" }, redirect: "error" });
    const document = await answer.json();
    const method = [document.assertionMethod ?? []].flat().find((each) => each.id === url);
    return { contextUrl: null, documentUrl: url, document: method ? { "@context": "https://w3id.org/security/multikey/v1", ...method } : document };
  }
}

// The library compares the proof's context with the document's by identity, so that a context written inline never equals its copy. Where
// they say the same, let them be the same; what is hashed does not change.
function sameContext({ "@context": context, proof }) {
  if (Array.isArray(context) && Array.isArray(proof["@context"])) {
    proof["@context"] = proof["@context"].map((each, i) => canonical(each) === canonical(context[i] ?? null) ? context[i] : each);
  }
}

function hash(value) {
  return crypto.createHash("sha256").update(canonical(value)).digest();
}

// RFC 8785: node's JSON.stringify already writes numbers and strings as it asks; only the members' order is missing.
function canonical(value) {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(",")}]`;
  }

  return value && typeof value === "object"
    ? `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`
    : JSON.stringify(value);
}
