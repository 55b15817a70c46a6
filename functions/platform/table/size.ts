// Calculates the size that DynamoDB bills: attribute names plus values, with 3 bytes per map or list and 1
// byte per element. Source: Amazon DynamoDB Developer Guide, "DynamoDB item sizes and formats".

/** Returns the bytes of an item as DynamoDB counts them; numbers may be off by a few bytes. */
export function itemBytes(item: Record<string, unknown>): number {
  let total = 0;
  for (const [name, value] of Object.entries(item)) {
    if (value !== undefined) total += Buffer.byteLength(name) + valueBytes(value);
  }
  return total;
}

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return numberBytes(value);
  if (value === null || typeof value === 'boolean') return 1;
  if (value instanceof Uint8Array) return value.byteLength;
  if (value instanceof Set) return [...value].reduce((sum: number, entry) => sum + valueBytes(entry), 0);
  if (Array.isArray(value)) return 3 + value.reduce((sum: number, entry) => sum + 1 + valueBytes(entry), 0);
  if (typeof value === 'object') return 3 + mapBytes(value as Record<string, unknown>);
  return 0;
}

function mapBytes(map: Record<string, unknown>): number {
  return itemBytes(map) + Object.keys(map).length;
}

/** Returns the bytes of a number: about one per two significant digits, plus one, plus one if negative. */
function numberBytes(value: number): number {
  const digits =
    String(Math.abs(value))
      .replace(/^0\.0*|\./g, '')
      .replace(/0+$/, '').length || 1;
  return Math.ceil(digits / 2) + 1 + (value < 0 ? 1 : 0);
}
