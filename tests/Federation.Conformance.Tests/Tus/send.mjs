// Sends files by stock tus-js-client and says on one line of JSON how it went.
// usage: node send.mjs ENDPOINT NAME PASSWORD HOW FILE...
// HOW is JSON: chunkSize, parallelUploads, checksum (an algorithm), damage (true: the first checksum is wrong), abortAt (bytes, then resume with a new
// client from what it remembered), terminate (true: give up instead of resuming), version (what Tus-Resumable says), together (how many files at once).
import { createHash } from 'node:crypto';
import { createReadStream, openSync, readSync, closeSync, statSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { tmpdir } from 'node:os';
import * as tus from 'tus-js-client';
import { FileUrlStorage } from 'tus-js-client';

const [endpoint, name, password, howText, ...files] = process.argv.slice(2);
const how = JSON.parse(howText);
const memory = mkdtempSync(join(tmpdir(), 'tus-'));
const storage = new FileUrlStorage(join(memory, 'uploads.json'));
const statuses = [];
let damaged = how.damage === true;

function sum(path, start, length) {
  const bytes = Buffer.alloc(length), file = openSync(path, 'r');
  readSync(file, bytes, 0, length, start);
  closeSync(file);
  return createHash(how.checksum).update(bytes).digest('base64');
}

function upload(path, more = {}) {
  const size = statSync(path).size;
  return new Promise((done, failed) => {
    let sending;
    sending = new tus.Upload(createReadStream(path), {
      endpoint, ...(how.parallelUploads ? {} : { uploadSize: size }), urlStorage: storage, storeFingerprintForResuming: Boolean(how.abortAt), metadata: { filename: basename(path) }, removeFingerprintOnSuccess: true,
      chunkSize: how.chunkSize ?? Infinity, parallelUploads: how.parallelUploads ?? 1, retryDelays: how.retryDelays ?? null,
      headers: { Authorization: 'Basic ' + Buffer.from(`${name}:${password}`).toString('base64') },
      onBeforeRequest(request) {
        if (how.version) request.setHeader('Tus-Resumable', how.version);
        const offset = request.getHeader('Upload-Offset');
        if (how.checksum && offset !== undefined) {
          const start = Number(offset), length = Math.min(how.chunkSize, size - start);
          request.setHeader('Upload-Checksum', `${how.checksum} ${damaged ? 'AAAA' : sum(path, start, length)}`);
          damaged = false;
        }
      },
      onAfterResponse(request, response) { statuses.push(`${request.getMethod()} ${response.getStatus()}`); },
      onError: failed,
      onSuccess: () => done({ url: sending.url }),
      ...more(() => sending, done),
    });
    how.resume ? sending.findPreviousUploads().then(found => { if (found.length) sending.resumeFromPreviousUpload(found[0]); sending.start(); }) : sending.start();
  });
}

const nothing = () => ({});
const started = process.hrtime.bigint();
try {
  const sent = [];
  if (how.abortAt) {
    let aborted = false;
    const first = await upload(files[0], (it, done) => ({
      onProgress(bytes) {
        if (bytes < how.abortAt || aborted) return;
        aborted = true;
        it().abort(how.terminate === true).then(() => done({ url: it().url }));
      },
    }));
    if (!how.terminate) {
      how.resume = true;
      sent.push(await upload(files[0], nothing));
      sent[0].wasResumed = sent[0].url === first.url;
    } else {
      const look = await fetch(first.url, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0', Authorization: 'Basic ' + Buffer.from(`${name}:${password}`).toString('base64') } });
      sent.push({ url: first.url, afterwards: look.status });
    }
  } else {
    const left = [...files];
    await Promise.all(Array.from({ length: how.together ?? 1 }, async () => {
      for (let next; (next = left.shift()) !== undefined;) sent.push(await upload(next, nothing));
    }));
  }
  console.log(JSON.stringify({ sent, statuses, milliseconds: Number(process.hrtime.bigint() - started) / 1e6 }));
} catch (error) {
  console.log(JSON.stringify({ error: error.message, status: error.originalResponse?.getStatus() ?? null, statuses }));
} finally {
  rmSync(memory, { recursive: true, maxRetries: 20, retryDelay: 50 }); // the library may still be noting that it is done
}
