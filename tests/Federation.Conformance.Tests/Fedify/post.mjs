// Letters that Fedify would not write: unsigned, signed with another key, changed on the way, late, signed but not covering the body.
import { byName } from "./verifiers/verdicts.mjs";

const specs = { cavage: "draft-cavage-http-signatures-12", rfc9421: "rfc9421" };
const late = 2 * 60 * 60 * 1000; // twice what servers take for a clock that is off

/** @param {{inbox: string, activity: object, scheme?: "cavage"|"rfc9421"|"none", fault?: "wrongKey"|"changedBody"|"late"|"noProof", contentType?: string}} order */
export async function post(fedify, sender, { inbox, activity, scheme = "cavage", fault, contentType = "application/activity+json" }) {
  const signed = fault === "noProof" ? activity : await withProof(fedify, sender, activity);
  const text = JSON.stringify(signed);
  const plain = new Request(inbox, { method: "POST", body: text, headers: { "Content-Type": contentType, Host: new URL(inbox).host } });
  let request = plain;
  if (scheme !== "none") {
    const key = fault === "wrongKey" ? (await crypto.subtle.generateKey(sender.rsa.privateKey.algorithm, true, ["sign", "verify"])).privateKey : sender.rsa.privateKey;
    const currentTime = fault === "late" ? await instant(plain, Date.now() - late) : undefined;
    request = await fedify.signRequest(currentTime ? currentTime.request : plain, key, new URL(`${sender.id}#main-key`), {
      ...(fedify.generation === 2 ? { spec: specs[scheme] } : {}), ...(currentTime ? { currentTime: currentTime.instant } : {}),
    });
  }

  const body = fault === "changedBody" ? text.replace(`"${activity.type}"`, `"${activity.type}" `) : await request.text();
  const answer = await fetch(inbox, { method: "POST", headers: headersOf(request), body, redirect: "manual" });
  return { status: answer.status, body: await answer.text(), sent: byName([...request.headers]) };
}

/** The Ed25519 proof that Fedify puts on everything it sends. */
async function withProof(fedify, sender, activity) {
  const object = await fedify.Activity.fromJsonLd(activity, sender.loaders);
  const signed = await fedify.signObject(object, sender.ed25519.privateKey, new URL(sender.proofKey), sender.loaders);
  return await signed.toJsonLd({ ...sender.loaders, format: "compact" });
}

function headersOf(request) {
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  return headers;
}

async function instant(plain, milliseconds) {
  const { Temporal } = await import("@js-temporal/polyfill");
  const request = new Request(plain.url, { method: "POST", body: await plain.clone().text(), headers: plain.headers });
  request.headers.set("Date", new Date(milliseconds).toUTCString());
  return { request, instant: Temporal.Instant.fromEpochMilliseconds(milliseconds) };
}
