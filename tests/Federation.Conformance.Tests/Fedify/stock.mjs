// Fedify as its authors ship it, in the generation asked for, and a loopback HTTP server that hands it requests.
import "./node20.mjs";
import http from "node:http";

/** @param {1|2} generation 2 is 2.3.6 (RFC 9421 first, both accepted); 1 is 1.5.9 (draft-cavage only). */
export async function fedify(generation) {
  if (generation === 1) {
    return await import("fedify-1");
  }

  const [core, vocab] = await Promise.all([import("fedify-2"), import("fedify-2/vocab")]);
  return { ...core, ...vocab };
}

/** Listens on loopback; the handler sees the request with its whole body, once as bytes and as often as it likes as a Request.
 * @param {(received: {request: () => Request, url: URL, method: string, headers: [string, string][], body: Buffer}) => Promise<Response>} handle */
export async function listen(handle, port = 0) {
  const server = http.createServer(async (incoming, outgoing) => {
    try {
      const chunks = [];
      for await (const chunk of incoming) {
        chunks.push(chunk);
      }

      const body = Buffer.concat(chunks);
      const url = new URL(incoming.url, `http://${incoming.headers.host}`);
      const headers = pairs(incoming.rawHeaders);
      const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
      const request = () => new Request(url, { method: incoming.method, headers, body: hasBody ? body : undefined });
      const answer = await handle({ request, url, method: incoming.method, headers, body });
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      outgoing.end(Buffer.from(await answer.arrayBuffer()));
    } catch (error) {
      console.error(`${incoming.method} ${incoming.url}: ${String(error?.message ?? error).slice(0, 200)}`);
      outgoing.writeHead(500).end(String(error));
    }
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

/** One line a program on the other side of the pipe reads. */
export function say(line) {
  process.stdout.write(JSON.stringify(line) + "\n");
}

function pairs(raw) {
  const found = [];
  for (let i = 0; i < raw.length; i += 2) {
    found.push([raw[i], raw[i + 1]]);
  }

  return found;
}
