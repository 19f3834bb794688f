// Inboxes that answer 202 to anything, whatever the path. Prints {"origin": URL}, then {"received": N} (POSTs) when its input ends.
import { listen, say } from "../../Federation.Conformance.Tests/Fedify/stock.mjs";

let received = 0;
const { origin } = await listen(async ({ method }) => {
  received += method === "POST" ? 1 : 0;
  return new Response(null, { status: 202 });
});
say({ origin });
process.stdin.on("end", () => {
  say({ received });
  process.exit(0);
}).resume();
