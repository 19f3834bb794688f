// Fedify 2.3 asks for node 22; all it misses on node 20 is this global (node 21 brought it). Import before Fedify.
globalThis.navigator ??= { userAgent: `Node.js/${process.versions.node.split(".")[0]}` };
