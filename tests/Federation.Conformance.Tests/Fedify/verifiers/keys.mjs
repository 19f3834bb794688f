// Keys as a stranger finds them: by dereferencing the key's id, unsigned.
import crypto from "node:crypto";

const Accept = "application/activity+json";
const ed25519Prefix = Buffer.from("302a300506032b6570032100", "hex"); // SPKI of a raw Ed25519 key (RFC 8410)
const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** @returns {Promise<{owner: string, pem?: string, multibase?: string, method?: object}>} */
export async function find(keyId) {
  const answer = await fetch(keyId, { headers: { Accept }, redirect: "error" });
  if (!answer.ok) {
    throw new Error(`${keyId} answers ${answer.status}`);
  }

  const document = await answer.json();
  const stated = [document, ...[document.publicKey ?? [], document.assertionMethod ?? []].flat()].find((each) => each?.id === keyId);
  if (stated?.publicKeyPem) {
    return { owner: stated.owner, pem: stated.publicKeyPem };
  }

  if (stated?.publicKeyMultibase) {
    return { owner: stated.controller, multibase: stated.publicKeyMultibase, method: stated };
  }

  throw new Error(`${keyId} leads to no key`);
}

/** A Multikey (FEP-521a) as node's own crypto takes it. */
export function ed25519(multibase) {
  const bytes = base58(multibase);
  if (bytes.length !== 34 || bytes[0] !== 0xed || bytes[1] !== 0x01) {
    throw new Error(`${multibase} is no Ed25519 Multikey`);
  }

  return crypto.createPublicKey({ key: Buffer.concat([ed25519Prefix, bytes.subarray(2)]), format: "der", type: "spki" });
}

/** Multibase base58btc. */
export function base58(text) {
  if (text[0] !== "z") {
    throw new Error("multibase is not base58btc");
  }

  let number = 0n;
  for (const character of text.slice(1)) {
    number = number * 58n + BigInt(alphabet.indexOf(character));
  }

  const hex = number.toString(16);
  const zeros = text.slice(1).match(/^1*/)[0].length;
  return Buffer.concat([Buffer.alloc(zeros), Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex")]);
}
