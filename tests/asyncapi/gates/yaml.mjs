// A reader of YAML finds in the one file what a reader of JSON finds in the other, members in the same order. Readers of
// YAML 1.1, to which `no` is a boolean, find it too.

import { parse } from 'yaml';

export function yamlFindings(yaml, json) {
  const expected = JSON.stringify(JSON.parse(json));
  return ['1.2', '1.1']
    .filter((version) => JSON.stringify(parse(yaml, { version })) !== expected)
    .map((version) => `yaml: read as YAML ${version} it is another document`);
}
