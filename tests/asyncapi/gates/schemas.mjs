// Ajv, the validator that most clients use: every schema is one, every example and every default fits its own.

import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export function asyncApiSchemaFindings(document) {
  const gate = new Gate(new Ajv({ strict: false, allErrors: true }), document);
  for (const [path, channel] of Object.entries(document.channels)) {
    for (const [name, message] of Object.entries(channel.messages)) {
      gate.schema(`${path} ${name}`, message.payload);
      for (const example of message.examples ?? []) {
        gate.value(`${path} ${name}: the example`, message.payload, example.payload);
      }
    }
    for (const part of ['query', 'headers']) {
      const schema = channel.bindings?.ws?.[part];
      if (schema !== undefined) gate.schema(`${path} ${part}`, schema);
    }
  }
  return gate.findings;
}

export function openApiSchemaFindings(document) {
  const gate = new Gate(new Ajv2020({ strict: false, allErrors: true }), document);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [verb, operation] of Object.entries(item)) {
      const at = `${verb} ${path}`;
      for (const parameter of operation.parameters ?? []) gate.schema(`${at} ${parameter.name}`, parameter.schema);
      for (const body of [operation.requestBody ?? {}, ...Object.values(operation.responses)]) {
        for (const [type, media] of Object.entries(body.content ?? {})) gate.schema(`${at} ${type}`, media.schema);
      }
    }
  }
  return gate.findings;
}

class Gate {
  findings = [];

  constructor(ajv, document) {
    addFormats.default(ajv);
    this.ajv = ajv;
    this.components = document.components ?? {};
    for (const [name, schema] of Object.entries(this.components.schemas ?? {})) this.schema(name, schema);
  }

  // The schema where its references find the components, as in the document.
  compiled(schema) {
    return this.ajv.compile({ allOf: [schema], components: this.components });
  }

  schema(at, schema) {
    if (!this.ajv.validateSchema(schema)) this.findings.push(`ajv: ${at}: ${this.ajv.errorsText()}`);
    try {
      this.compiled(schema);
    } catch (error) {
      this.findings.push(`ajv: ${at}: ${error.message}`);
    }
    this.defaults(at, schema);
  }

  defaults(at, schema) {
    if (typeof schema !== 'object' || schema === null) return;
    if (!Array.isArray(schema) && 'default' in schema) this.value(`${at}: the default`, schema, schema.default);
    for (const [name, part] of Object.entries(schema)) {
      if (name !== 'default') this.defaults(`${at}/${name}`, part);
    }
  }

  value(at, schema, value) {
    const validate = this.compiled(schema);
    if (!validate(value)) this.findings.push(`ajv: ${at}: ${this.ajv.errorsText(validate.errors)}`);
  }
}
