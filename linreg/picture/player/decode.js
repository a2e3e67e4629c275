// Typed arrays as plotly writes them in JSON: {dtype, bdata: base64, shape?}; and what plotly does not know: float16, and
// float32 as differences, {lag, order} (linreg/picture/series.py).

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
  if (spec.lag) return series(bytes, spec.lag, spec.order);
  const values = new Kind(bytes.buffer);
  return kind === "f2" ? Float32Array.from(values, half) : values;
}

function table(center, by, along) {
  return Float64Array.from({ length: by.length * along.length }, (_, k) => {
    return center + by[Math.floor(k / along.length)] * along[k % along.length];
  });
}

// Float32 from the differences of their bits: each number comes seven bits at a time, a set eighth bit saying that it
// goes on, with its sign in its lowest bit
function series(bytes, lag, order) {
  const numbers = [];
  for (let i = 0; i < bytes.length; i++) {
    let folded = bytes[i] & 127;
    for (let shift = 7; bytes[i] & 128; shift += 7) folded |= (bytes[++i] & 127) << shift;
    numbers.push((folded >>> 1) ^ -(folded & 1));
  }
  const bits = Int32Array.from(numbers);
  for (let again = 0; again < order; again++) for (let i = lag; i < bits.length; i++) bits[i] += bits[i - lag];
  return new Float32Array(bits.buffer);
}

// The number that 16 bits mean: sign, 5 bits of exponent, 10 of fraction. (Float16Array is too young for some browsers.)
function half(bits) {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? 2 ** (exponent - 25) * (1024 + fraction) : 2 ** -24 * fraction);
}
