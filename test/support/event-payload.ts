import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What scripts/extract-event-payloads.js took from the payloads that GitHub documents. */
const PAYLOADS: Readonly<Record<string, object>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'event-payloads.json'), 'utf8'),
);

/** The payload of an event as GitHub documents it, with some of it replaced. A target's payload is the pull request's. */
export function eventPayload(event: string, own: object): object {
  const payload = PAYLOADS[event.replace(/^pull_request_target$/, 'pull_request')];
  return payload === undefined ? own : (merged(payload, own) as object);
}

function merged(value: unknown, own: unknown): unknown {
  if (!isObject(value) || !isObject(own)) return own;
  const keys = new Set([...Object.keys(value), ...Object.keys(own)]);
  return Object.fromEntries([...keys].map((key) => [key, key in own ? merged(value[key], own[key]) : value[key]]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
