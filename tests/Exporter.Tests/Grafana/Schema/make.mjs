// Writes dashboard.schema.json from dashboard.ts. Once for each version of Grafana:
//   npm install --no-save @grafana/schema@13.2.3 ts-json-schema-generator typescript && node make.mjs
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createGenerator } from 'ts-json-schema-generator';

const schema = createGenerator({ path: 'dashboard.ts', type: 'Dashboard', expose: 'none', topRef: false, skipTypeCheck: true }).createSchema('Dashboard');

// Grafana's comments are not needed to check, and what occurs often is written once.
const bare = (node) =>
  Array.isArray(node) ? node.map(bare)
  : node === null || typeof node !== 'object' ? node
  : Object.fromEntries(Object.entries(node).filter(([key, value]) => typeof value === 'object' || !['description', 'default'].includes(key)).map(([key, value]) => [key, bare(value)]));
const counts = new Map();
const text = (node) => JSON.stringify(node);
const isSchema = (node) => node !== null && typeof node === 'object' && ('anyOf' in node || 'enum' in node || typeof node.type === 'string');
const count = (node) => {
  if (node === null || typeof node !== 'object') return;
  if (isSchema(node)) counts.set(text(node), (counts.get(text(node)) ?? 0) + 1);
  Object.values(node).forEach(count);
};
const definitions = {};
const name = (node) => 'x' + createHash('sha256').update(text(node)).digest('hex').slice(0, 8);
const share = (node) => {
  if (node === null || typeof node !== 'object') return node;
  if (Array.isArray(node)) return node.map(share);
  const inside = () => Object.fromEntries(Object.entries(node).map(([key, value]) => [key, share(value)]));
  if (!isSchema(node) || text(node).length < 120 || counts.get(text(node)) < 2) return inside();
  definitions[name(node)] ??= inside();
  return { $ref: `#/definitions/${name(node)}` };
};

const { $schema, ...root } = bare(schema);
delete root.definitions;
// A panel is held against its own kind alone, or an error would name every other kind too.
const kinds = root.properties.panels.items.anyOf;
root.properties.panels.items = {
  properties: { type: { enum: kinds.map((kind) => kind.properties.type.const) } },
  required: ['type'],
  allOf: kinds.map((kind) => ({ if: { properties: { type: { const: kind.properties.type.const } } }, then: kind })),
};
count(root);
const shared = share(root);
writeFileSync('dashboard.schema.json', JSON.stringify({
  $schema,
  $comment: 'Written by make.mjs from dashboard.ts and the types of @grafana/schema 13.2.3, which is under the Apache License 2.0.',
  ...shared,
  definitions,
}, null, 1) + '\n');
