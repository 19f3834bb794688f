// Sends documents in parts (tus 1.0), goes on after a break, and says how far it is. Without it the form works as it is.
(() => {
  'use strict';
  const form = document.querySelector('form[data-folder]');
  const list = document.getElementById('uploads');
  const status = document.getElementById('uploads-status');
  if (!form || !list || !status) return;

  const words = JSON.parse(form.dataset.words);
  const { folder } = form.dataset;
  const token = form.querySelector('[name=__RequestVerificationToken]').value;
  const field = form.querySelector('input[type=file]');
  const partBytes = 16 * 1024 * 1024; // what the node makes durable together
  const patience = 8; // attempts in a row that bring nothing
  const atOnce = 2;
  const life = 24 * 60 * 60 * 1000; // how long the node waits for more
  const uploads = [];

  const say = (word, values = {}) => words[word].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const number = value => value.toLocaleString(document.documentElement.lang);
  const size = bytes => bytes < 1e6 ? `${number(Math.ceil(bytes / 1e3))} kB` : `${number(Math.round(bytes / 1e5) / 10)} MB`;
  const encode = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const element = (name, properties) => Object.assign(document.createElement(name), properties);

  // What is kept for after a reload: a number made of the file's name, size and time, no name.
  const keyOf = upload => {
    let [a, b] = [0xdeadbeef, 0x41c6ce57];
    for (const c of `${folder}/${upload.path}/${upload.file.size}/${upload.file.lastModified}`) {
      a = Math.imul(a ^ c.codePointAt(0), 2654435761);
      b = Math.imul(b ^ c.codePointAt(0), 1597334677);
    }
    return `upload ${(b >>> 0).toString(16)}${(a >>> 0).toString(16)}`;
  };
  const kept = () => Object.keys(localStorage).filter(key => key.startsWith('upload '));
  const recall = upload => JSON.parse(localStorage.getItem(keyOf(upload)) || '{}').url;
  const remember = upload => localStorage.setItem(keyOf(upload), JSON.stringify({ url: upload.url, at: Date.now() }));
  const forget = upload => localStorage.removeItem(keyOf(upload));

  const ask = (upload, method, url, headers = {}, body = null) => new Promise((resolve, reject) => {
    const request = upload.request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries({ 'Tus-Resumable': '1.0.0', Accept: 'application/problem+json', RequestVerificationToken: token, ...headers })) {
      request.setRequestHeader(name, value);
    }
    if (body) request.upload.onprogress = event => show(upload, upload.offset + event.loaded);
    request.onload = () => resolve(request);
    request.onerror = request.onabort = () => reject(new Error('broken'));
    request.send(body);
  });

  // A refusal in the node's words ends an upload; what may be better in a moment is tried again.
  const refusal = answer => {
    if (!answer.getResponseHeader('Tus-Resumable')) return Object.assign(new Error(), { refused: say(answer.status >= 500 ? 'refused' : 'signIn'), again: answer.status >= 500 });
    let said = {};
    try { said = JSON.parse(answer.responseText); } catch { /* no words came */ }
    return Object.assign(new Error(), { refused: (said.code ? said.title : said.detail) || say('refused'), again: [409, 423, 429, 500, 502, 503, 504].includes(answer.status) });
  };

  const send = async upload => {
    const { file } = upload;
    upload.url ||= recall(upload);
    if (upload.url) {
      const answer = await ask(upload, 'HEAD', upload.url);
      const at = answer.getResponseHeader('Upload-Offset');
      if (answer.status === 404 || answer.status === 410) upload.url = null;
      else if (at === null) throw refusal(answer);
      else upload.offset = Number(at);
    }
    if (!upload.url) {
      const metadata = `filename ${encode(file.name)},folder ${encode(folder)},relativePath ${encode(upload.path)}`;
      const headers = { 'Upload-Length': file.size, 'Upload-Metadata': metadata };
      if (upload.tag) headers['If-Match'] = `"${upload.tag}"`;
      const answer = await ask(upload, 'POST', '/documents/uploads', headers);
      if (answer.status !== 201) throw refusal(answer);
      upload.url = answer.getResponseHeader('Location');
      upload.offset = 0;
      remember(upload);
    }
    while (upload.offset < file.size) {
      const headers = { 'Upload-Offset': upload.offset, 'Content-Type': 'application/offset+octet-stream' };
      const answer = await ask(upload, 'PATCH', upload.url, headers, file.slice(upload.offset, upload.offset + partBytes));
      if (answer.status !== 204) throw refusal(answer);
      upload.offset = Number(answer.getResponseHeader('Upload-Offset'));
      upload.failures = 0;
      show(upload, upload.offset);
    }
  };

  const run = async upload => {
    const turn = upload.turn = {}; // paused and resumed meanwhile, another one goes on
    [upload.state, upload.failures] = ['sending', 0];
    show(upload, upload.offset);
    while (upload.state === 'sending') {
      try {
        await send(upload);
        forget(upload);
        [upload.state, upload.tag] = ['sent', null];
      } catch (error) {
        if (upload.turn !== turn || upload.state !== 'sending') return;
        if (error.refused && !error.again) {
          forget(upload);
          [upload.state, upload.why, upload.url] = ['refused', error.refused, null];
        } else if (++upload.failures > patience) {
          [upload.state, upload.why] = ['stopped', say('gaveUp', { count: patience })];
        } else {
          const seconds = Math.min(30, 2 ** (upload.failures - 1));
          upload.text.textContent = say('again', { seconds });
          await new Promise(resolve => { upload.wake = resolve; setTimeout(resolve, seconds * 1000); addEventListener('online', resolve, { once: true }); });
        }
      }
    }
    show(upload, upload.offset);
    next();
  };

  const next = () => {
    const sending = uploads.filter(upload => upload.state === 'sending').length;
    uploads.filter(upload => upload.state === 'waiting').slice(0, Math.max(0, atOnce - sending)).forEach(run);
    const over = uploads.filter(upload => upload.state !== 'waiting' && upload.state !== 'sending');
    const sent = uploads.filter(upload => upload.state === 'sent').length;
    status.textContent = over.length ? say('all', { sent, count: uploads.length }) : '';
    document.getElementById('uploads-show').hidden = !sent || over.length < uploads.length;
  };

  function show(upload, at) {
    const { state, file, bar, text, toggle, drop } = upload;
    bar.value = file.size ? at / file.size : Number(state === 'sent');
    text.textContent = state === 'sending' ? say('sending', { percent: Math.floor(100 * bar.value), size: size(file.size) })
      : state === 'paused' ? say('paused', { percent: Math.floor(100 * bar.value), size: size(file.size) }) : upload.why && state !== 'sent' ? upload.why : say(state);
    toggle.textContent = say(state === 'sending' || state === 'waiting' ? 'pause' : 'resume');
    toggle.setAttribute('aria-label', `${toggle.textContent} ${upload.path}`);
    toggle.hidden = drop.hidden = state === 'sent' || state === 'dropped';
    bar.hidden = state === 'dropped';
  }

  const stop = (upload, state) => {
    upload.state = state;
    upload.request?.abort();
    upload.wake?.();
    show(upload, upload.offset);
    next();
  };

  const toggle = upload => {
    if (upload.state === 'sending' || upload.state === 'waiting') return stop(upload, 'paused');
    [upload.state, upload.why] = ['waiting', null];
    show(upload, upload.offset);
    next();
  };

  const giveUp = upload => {
    forget(upload);
    if (upload.url) ask({}, 'DELETE', upload.url).catch(() => { /* the node gives it up in a day */ });
    stop(upload, 'dropped');
  };

  // What is replaced must be what the page shows.
  const tagOf = path => [...document.querySelectorAll('main td a[data-tag]')].find(link => link.textContent === path)?.dataset.tag;

  const add = (file, path) => {
    const upload = { file, path, tag: tagOf(path), offset: 0, state: 'waiting', bar: element('progress', { max: 1 }), text: element('span', { className: 'meta' }),
      toggle: element('button', { type: 'button', className: 'second' }), drop: element('button', { type: 'button', className: 'quiet', textContent: say('giveUp') }) };
    upload.bar.setAttribute('aria-label', path);
    upload.drop.setAttribute('aria-label', `${say('giveUp')} ${path}`);
    upload.toggle.onclick = () => toggle(upload);
    upload.drop.onclick = () => giveUp(upload);
    const name = element('span', { className: 'said', textContent: path, translate: false });
    const [line, actions] = [element('li', {}), element('span', { className: 'actions' })];
    actions.append(upload.toggle, upload.drop);
    line.append(name, upload.bar, upload.text, actions);
    list.append(line);
    uploads.push(upload);
    show(upload, 0);
  };

  const walk = async (entry, above) => {
    if (entry.isFile) return add(await new Promise((resolve, reject) => entry.file(resolve, reject)), above + entry.name);
    const reader = entry.createReader(); // gives a hundred at a time
    for (let some; (some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))).length;) {
      for (const inside of some) await walk(inside, `${above}${entry.name}/`);
    }
  };

  document.querySelectorAll('[data-script]').forEach(each => { each.hidden = false; });
  field.multiple = true;
  form.addEventListener('submit', event => {
    event.preventDefault();
    form.querySelectorAll('input[type=file]').forEach(each => {
      [...each.files].forEach(file => add(file, file.webkitRelativePath || file.name));
      each.value = '';
    });
    field.required = true;
    next();
  });
  document.getElementById('folder').addEventListener('change', event => { field.required = !event.target.value; });
  const area = form.closest('section');
  area.addEventListener('dragover', event => { event.preventDefault(); area.classList.add('over'); });
  area.addEventListener('dragleave', () => area.classList.remove('over'));
  area.addEventListener('drop', async event => {
    event.preventDefault();
    area.classList.remove('over');
    for (const entry of [...event.dataTransfer.items].map(item => item.webkitGetAsEntry()).filter(Boolean)) await walk(entry, '');
    next();
  });
  addEventListener('beforeunload', event => { if (uploads.some(upload => upload.state === 'sending')) event.preventDefault(); });
  kept().filter(key => Date.now() - JSON.parse(localStorage.getItem(key)).at > life).forEach(key => localStorage.removeItem(key));
  if (kept().length) status.textContent = say('interrupted', { count: kept().length });
})();
