// Redocly with its recommended rules: no error. Its warnings are matters of taste, such as a server on localhost.

import { createConfig, lintFromString } from '@redocly/openapi-core';

const config = await createConfig({ extends: ['recommended'] });

export async function redoclyFindings(text, path) {
  const problems = await lintFromString({ source: text, absoluteRef: path, config });
  return problems
    .filter((problem) => problem.severity === 'error')
    .map((problem) => `redocly: ${problem.location[0]?.pointer}: ${problem.message} (${problem.ruleId})`);
}
