// An app that measures with the stock Clean Insights SDK: node measure.mjs SERVER. It measures in one week, and opens again after it, when the SDK sends.
// Prints {"test": …, "statuses": […], "kept": events still waiting to be sent}.
import sdk from 'clean-insights-sdk';

const SystemDate = Date;
let now;
globalThis.Date = class extends SystemDate {
  constructor(...parts) { super(...(parts.length ? parts : [now])); }
  static now() { return now; }
};
const at = time => { now = SystemDate.parse(time); };

// The part of the SDK that each app writes for its platform: where data is kept, and how it is sent.
const statuses = [], underWay = [];
class Memory extends sdk.Store {
  load() { return undefined; }
  persist(async, done) { done(); }
  send(data, server, timeout, done) {
    underWay.push(fetch(server, { method: 'POST', headers: { 'Content-Type': 'application/json; charset=UTF-8' }, body: data })
      .then(async answer => {
        statuses.push(answer.status);
        done(answer.status === 200 || answer.status === 204 ? undefined : new Error(`HTTP Error ${answer.status}: ${await answer.text()}`));
      }));
  }
}

at('2026-11-03T08:00:00Z');
const store = new Memory();
const app = new sdk.CleanInsights({
  server: process.argv[2], siteId: 1,
  campaigns: { hours: { start: '2026-11-02T00:00:00Z', end: '2026-12-28T00:00:00Z', aggregationPeriodLength: 7, numberOfPeriods: 4, eventAggregationRule: 'sum' } },
}, store);
const test = await new Promise(done => app.testServer(error => done(error ? error.message : 'passed')));
app.grantCampaign('hours');
for (const [day, minutes] of [['2026-11-03', 480], ['2026-11-04', 450], ['2026-11-05', 500]]) {
  at(`${day}T17:00:00Z`);
  app.measureEvent('hours', 'worked', 'hours', 'site-north', minutes);
  app.measureVisit(['Hours', 'Log'], 'hours');
}
app.measureEvent('hours', 'missed_break', 'hours');
app.measureEvent('coffee', 'drunk', 'hours', undefined, 7); // nobody asked

at('2026-11-10T08:00:00Z');
app.measureVisit(['Hours', 'Log'], 'hours');
for (let sent = 0; sent < underWay.length; sent++) {
  await underWay[sent];
}

console.log(JSON.stringify({ test, statuses, kept: store.events.length }));
