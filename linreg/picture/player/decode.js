// Typed arrays as plotly writes them in JSON: {dtype, bdata: base64, shape?}; and float16, which plotly does not know.

const KINDS = {
  f4: Float32Array, f8: Float64Array, i1: Int8Array, u1: Uint8Array,
  i2: Int16Array, u2: Uint16Array, i4: Int32Array, u4: Uint32Array,
};

/**
 * The numbers of `spec` as a typed array; a plain array becomes a Float64Array, and so does a table that travels as a
 * column and a row, {center, by, along}: row after row. Throws for an unknown dtype.
 */
export function decode(spec) {
  if (spec?.along !== undefined) return table(spec.center, decode(spec.by), decode(spec.along));
  if (!spec || spec.bdata === undefined) return Float64Array.from(spec ?? []);
  const kind = spec.dtype.replace(/^[<|=]/, "");
  const Kind = kind === "f2" ? Uint16Array : KINDS[kind];
  if (!Kind) throw new TypeError(`unknown dtype ${spec.dtype}`);
  const text = atob(spec.bdata);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const values = new Kind(bytes.buffer);
  return kind === "f2" ? Float32Array.from(values, half) : values;
}

function table(center, by, along) {
  return Float64Array.from({ length: by.length * along.length }, (_, k) => {
    return center + by[Math.floor(k / along.length)] * along[k % along.length];
  });
}

// The number that 16 bits mean: sign, 5 bits of exponent, 10 of fraction. (Float16Array is too young for some browsers.)
function half(bits) {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? 2 ** (exponent - 25) * (1024 + fraction) : 2 ** -24 * fraction);
}
