// What stock readers make of the files in a folder: node read.mjs FOLDER. Prints one JSON object.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import JSONstat from 'jsonstat-toolkit';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import * as vegaLite from 'vega-lite';
import * as vega from 'vega';

const { Package } = createRequire(import.meta.url)('datapackage');
const folder = process.argv[2];
const json = (name) => JSON.parse(readFileSync(join(folder, name)));

async function dataPackage() {
  const read = await Package.load(join(folder, 'datapackage.zip'));
  return {
    errors: read.errors.map(String),
    rows: await read.resources[0].read({ keyed: true }),
    codes: await read.resources[1].read({ keyed: true }),
  };
}

function jsonStat() {
  const cube = JSONstat(json('jsonstat.en.json'));
  const at = (sector, week, measure) => cube.Data({ sector, week, measure });
  return {
    class: cube.class,
    label: cube.label,
    time: cube.role.time,
    shown: at('care', '2026-W46', 'workedMinutes'),
    hidden: at('=retail', '_T', 'persons'),
    total: at('_T', '_T', 'persons'),
    totalLabel: cube.Dimension('sector').Category('_T').label,
  };
}

async function parquet() {
  const file = await asyncBufferFromFile(join(folder, 'table.parquet'));
  return { rows: await parquetReadObjects({ file }), about: (await parquetMetadataAsync(file)).key_value_metadata };
}

async function chart() {
  const complaints = [];
  const logger = { level: () => logger, error: (...said) => complaints.push(said), warn: (...said) => complaints.push(said), info() {}, debug() {} };
  const { spec } = vegaLite.compile(json('chart.en.vl.json'), { logger });
  const svg = await new vega.View(vega.parse(spec), { renderer: 'none' }).toSVG();
  return { complaints, bars: svg.match(/<path aria-label=/g)?.length ?? 0, saysHidden: svg.includes('>hidden<') };
}

const said = { dataPackage: await dataPackage(), jsonStat: jsonStat(), parquet: await parquet(), chart: await chart() };
console.log(JSON.stringify(said, (_, value) => (typeof value === 'bigint' ? Number(value) : value)));
