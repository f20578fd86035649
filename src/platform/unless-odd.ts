import * as v from 'valibot';

/** A field of somebody else's file or answer that may be missing, and counts as missing when it is not what it should be. */
export function unlessOdd<T>(schema: v.GenericSchema<unknown, T>) {
  return v.fallback(v.optional(schema), undefined);
}
