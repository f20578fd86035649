import * as v from 'valibot';
import { ConfigProblem } from './config-problem.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Undefined for what is not set or empty. */
export function textOf(environment: Environment, variable: string): string | undefined {
  return environment[variable]?.trim() || undefined;
}

/** Parts between commas. */
export function listOf(environment: Environment, variable: string): readonly string[] {
  const parts = textOf(environment, variable)?.split(',') ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

export function switchOf(environment: Environment, variable: string, preset: boolean): boolean {
  const text = textOf(environment, variable);
  if (text === undefined) return preset;
  if (text === 'on') return true;
  if (text === 'off') return false;
  throw new ConfigProblem(variable, 'must be “on” or “off”.');
}

/** A number of at least 0; whole unless `fractions`. */
export function numberOf(
  environment: Environment,
  variable: string,
  preset: number,
  { fractions = false, least = 0 }: { readonly fractions?: boolean; readonly least?: number } = {},
): number {
  const text = textOf(environment, variable);
  if (text === undefined) return preset;
  const number = Number(text);
  if (!Number.isFinite(number) || number < least || (!fractions && !Number.isInteger(number))) {
    throw new ConfigProblem(variable, `must be a ${fractions ? '' : 'whole '}number of at least ${least}.`);
  }
  return number;
}

/** A value of JSON; `preset` when the variable is not set. */
export function jsonOf<Schema extends v.GenericSchema>(
  environment: Environment,
  variable: string,
  schema: Schema,
  preset: v.InferOutput<Schema>,
): v.InferOutput<Schema> {
  const text = textOf(environment, variable);
  return text === undefined ? preset : parseSetting(variable, text, schema);
}

export function parseSetting<Schema extends v.GenericSchema>(
  name: string,
  text: string,
  schema: Schema,
): v.InferOutput<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ConfigProblem(name, 'must be JSON.');
  }
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const place = v.getDotPath(issue);
  throw new ConfigProblem(
    name,
    `is wrong${place ? ` at “${place}”` : ''}: expected ${issue.expected ?? 'another value'}.`,
  );
}

/** An address of HTTP, without a user's name or password; plain HTTP only where `plain` says so. */
export function addressOf(variable: string, text: string, plain: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new ConfigProblem(variable, 'must be an address of https://.');
  if (url.username || url.password || url.hash) {
    throw new ConfigProblem(variable, 'must hold no user name, password or “#”.');
  }
  if (url.protocol === 'http:' && !plain)
    throw new ConfigProblem(variable, 'must be an address of https://.');
  return url;
}
