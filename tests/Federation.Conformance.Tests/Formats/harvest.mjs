// A catalogue as a harvester of open-data portals sees it: node harvest.mjs SHAPES TURTLE JSON-LD FEED-PAGE. Prints one JSON object.
import { readFileSync } from 'node:fs';
import jsonld from 'jsonld';
import { DataFactory, Parser, Store, Writer } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';

const [shapes, turtle, json, feed] = process.argv.slice(2);
const parse = (text, format) => new Store(new Parser({ format }).parse(text));
const fromJson = async (file) => parse(await jsonld.toRDF(JSON.parse(readFileSync(file)), {
  format: 'application/n-quads',
  documentLoader: (url) => { throw new Error(`A reader would have to fetch ${url}.`); },
}), 'N-Quads');
const lines = (store) => [...store].map((quad) => new Writer().quadToString(quad.subject, quad.predicate, quad.object, quad.graph).trim()).sort();

const DCAT = 'http://www.w3.org/ns/dcat#';
const DCT = 'http://purl.org/dc/terms/';
const { namedNode } = DataFactory;
const one = (store, subject, predicate) => [...store.match(subject, namedNode(predicate))].map((quad) => quad.object.value).sort();

const seen = parse(readFileSync(turtle, 'utf8'), 'Turtle');
const other = await fromJson(json);
const validator = new SHACLValidator(parse(readFileSync(shapes, 'utf8'), 'Turtle'));
const verdict = await validator.validate(seen);
const bare = new Store([...seen].filter((quad) => ![`${DCT}title`, `${DCAT}accessURL`].includes(quad.predicate.value)));
const faults = (report) => report.results.map((result) => `${result.focusNode?.value} ${result.path?.value} ${result.sourceConstraintComponent?.value}`);

const AS = 'https://www.w3.org/ns/activitystreams#';
const TREE = 'https://w3id.org/tree#';
const stream = await fromJson(feed);
const changes = [];
for (const { object: member } of stream.match(null, namedNode(`${TREE}member`))) {
  const payload = new Store([...stream.match(null, null, null, member)].map((quad) => DataFactory.quad(quad.subject, quad.predicate, quad.object)));
  changes.push({
    type: one(stream, member, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type')[0],
    object: one(stream, member, `${AS}object`)[0],
    published: one(stream, member, `${AS}published`)[0],
    statements: payload.size,
    aboutObject: payload.match(namedNode(one(stream, member, `${AS}object`)[0]), namedNode(`${DCT}title`)).size,
    faults: faults(await validator.validate(payload)),
  });
}

console.log(JSON.stringify({
  changes: changes.sort((a, b) => a.published.localeCompare(b.published)),
  sameStatements: JSON.stringify(lines(seen)) === JSON.stringify(lines(other)),
  statements: seen.size,
  faults: faults(verdict),
  faultsWithoutTitleAndAddress: (await validator.validate(bare)).results.length,
  datasets: [...seen.match(null, namedNode(`${DCAT}dataset`))].map((quad) => ({
    id: quad.object.value,
    titles: one(seen, quad.object, `${DCT}title`),
    version: one(seen, quad.object, `${DCAT}version`)[0],
    files: [...seen.match(quad.object, namedNode(`${DCAT}distribution`))].flatMap((each) => one(seen, each.object, `${DCAT}downloadURL`)),
  })),
}));
