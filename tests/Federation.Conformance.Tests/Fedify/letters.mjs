// What came to the inbox, each letter with the verdicts of several judges on its HTTP signature and on its object proof.
import * as cavage from "./verifiers/cavage.mjs";
import * as proof from "./verifiers/proof.mjs";
import * as rfc9421 from "./verifiers/rfc9421.mjs";
import { ask, byName } from "./verifiers/verdicts.mjs";

/** The scheme a request is signed in: "cavage", "rfc9421" or "none". */
export function scheme(headers) {
  const named = byName(headers);
  return named["signature-input"] ? "rfc9421" : named.signature ? "cavage" : "none";
}

/** @returns the letter; its verdicts are awaited by `settled`. */
export function letter(fedify, federation, origin, received, settled) {
  const text = received.body.toString("utf8");
  const activity = parsed(text);
  const kept = {
    path: received.url.pathname, contentType: byName(received.headers)["content-type"], id: activity?.id ?? null, type: activity?.type ?? null,
    actor: activity?.actor ?? null, object: activity?.object?.id ?? activity?.object ?? null, activity,
    status: 0, listener: null, understood: null,
    http: { scheme: scheme(received.headers), keyId: keyId(received.headers), verdicts: {} }, proof: { verdicts: {} },
  };
  const context = federation.createContext(new URL(origin), kept);
  const loaders = { documentLoader: context.documentLoader, contextLoader: context.contextLoader };
  const http = kept.http.scheme === "none" ? {} : {
    fedify: async () => await fedify.verifyRequest(received.request(), loaders) !== null,
    ...(kept.http.scheme === "cavage" ? cavage : rfc9421).judges(received),
  };
  settled.push(ask(http).then((verdicts) => { kept.http.verdicts = verdicts; }));
  if (activity?.proof) {
    const judges = { fedify: async () => await fedify.verifyObject(fedify.Activity, withoutSignature(activity), loaders) !== null, ...proof.judges(text, loaders.contextLoader) };
    settled.push(ask(judges).then((verdicts) => { kept.proof.verdicts = verdicts; }));
  }

  return kept;
}

// An LD signature is put beside the proof afterwards, and is none of the proof's business (FEP-8b32).
function withoutSignature({ signature, ...activity }) {
  return activity;
}

function keyId(headers) {
  const named = byName(headers);
  return named["signature-input"] ? rfc9421.read(named["signature-input"]).parameters.keyid : named.signature ? cavage.read(named.signature).keyId : null;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
