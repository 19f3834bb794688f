// Several judges, one question each: true, or in words why not. None knows of another.
export async function ask(judges) {
  const verdicts = {};
  await Promise.all(Object.entries(judges).map(async ([name, judge]) => {
    try {
      verdicts[name] = (await judge()) || "no";
    } catch (error) {
      verdicts[name] = [error, error?.cause].filter(Boolean).map((each) => each.message ?? String(each)).join(": ");
    }
  }));
  return verdicts;
}

/** Headers by lower-case name, as node's http has them. */
export function byName(headers) {
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}
