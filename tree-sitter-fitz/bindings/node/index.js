const fs = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..", "..");

module.exports = require("node-gyp-build")(root);
module.exports.name = "fitz";
module.exports.nodeTypeInfo = require("../../src/node-types.json");

const QUERIES = {
  HIGHLIGHTS_QUERY: "highlights",
  LOCALS_QUERY: "locals",
  INJECTIONS_QUERY: "injections",
  TAGS_QUERY: "tags",
};

for (const [property, name] of Object.entries(QUERIES)) {
  Object.defineProperty(module.exports, property, {
    enumerable: true,
    get: () => fs.readFileSync(path.join(root, "queries", `${name}.scm`), "utf8"),
  });
}
