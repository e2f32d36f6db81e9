const assert = require("node:assert");
const { test } = require("node:test");

test("the language loads", () => {
  const fitz = require(".");
  assert.strictEqual(fitz.name, "fitz");
  assert.strictEqual(typeof fitz.language, "object");
  assert.ok(fitz.nodeTypeInfo.some((node) => node.type === "function_definition"));
});
