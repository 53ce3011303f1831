/** The schema of reports, as it is shipped. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './fixtures.js';

export const schema = JSON.parse(readFileSync(join(root, 'dist', 'schema.json'), 'utf8')) as Schema;

export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
const ofReport = ajv.compile(schema);
const ofFailure = ajv.compile({ $ref: 'urn:omescope:report:1#/$defs/failure' });

/** What is wrong with a report by the schema; nothing where it is valid. */
export function problemsOf(report: unknown): string[] {
  return problems(ofReport, report);
}

/** The same for what the command line writes in the place of a report. */
export function problemsOfFailure(value: unknown): string[] {
  return problems(ofFailure, value);
}

function problems(validate: ValidateFunction, value: unknown): string[] {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}
