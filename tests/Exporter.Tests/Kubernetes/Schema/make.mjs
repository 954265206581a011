// Writes manifests.schema.json from manifests.ts. Once for each version of Kubernetes:
//   npm install --no-save kubernetes-models@5.1.0 @kubernetes-models/prometheus-operator@6.0.0 ts-json-schema-generator typescript && node make.mjs
import { writeFileSync } from 'node:fs';
import { createGenerator } from 'ts-json-schema-generator';

const { $schema, definitions, ...root } = createGenerator(
  { path: 'manifests.ts', tsconfig: 'tsconfig.json', type: 'Kinds', expose: 'all', topRef: false, skipTypeCheck: true, additionalProperties: false }).createSchema('Kinds');

// Comments are not needed to check, and long names are written short.
const names = new Map(Object.keys(definitions).map((name, index) => [`#/definitions/${encodeURIComponent(name)}`, `#/definitions/d${index}`]));
const bare = (node) =>
  Array.isArray(node) ? node.map(bare)
  : node === null || typeof node !== 'object' ? node
  : Object.fromEntries(Object.entries(node)
    .filter(([key, value]) => typeof value === 'object' || key !== 'description')
    .map(([key, value]) => [key, key === '$ref' ? names.get(value) ?? value : bare(value)]));

const kinds = bare(root.properties);
// An object is held against its own kind alone, or an error would name every other kind too.
writeFileSync('manifests.schema.json', JSON.stringify({
  $schema,
  $comment: 'Written by make.mjs from the types of kubernetes-models 5.1.0 and @kubernetes-models/prometheus-operator 6.0.0, which are under the MIT license.',
  properties: { kind: { enum: Object.keys(kinds) } },
  required: ['kind', 'apiVersion', 'metadata'],
  allOf: Object.entries(kinds).map(([kind, schema]) => ({ if: { properties: { kind: { const: kind } } }, then: schema })),
  definitions: Object.fromEntries(Object.entries(definitions).map(([name, schema], index) => [`d${index}`, bare(schema)])),
}, null, 1) + '\n');
