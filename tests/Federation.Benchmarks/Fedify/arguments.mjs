// --name value pairs, with defaults that also say which names there are.
import { parseArgs } from "node:util";

export function read(defaults) {
  const options = Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, { type: typeof value === "boolean" ? "boolean" : "string" }]));
  const { values } = parseArgs({ options });
  return Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, typeof value === "number" ? Number(values[name] ?? value) : values[name] ?? value]));
}

/** The value below which that share of the sorted numbers lies. */
export function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}
