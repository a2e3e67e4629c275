// Typed arrays as plotly writes them in JSON: {dtype, bdata: base64, shape?}.

const KINDS = {
  f4: Float32Array, f8: Float64Array, i1: Int8Array, u1: Uint8Array,
  i2: Int16Array, u2: Uint16Array, i4: Int32Array, u4: Uint32Array,
};

/** The numbers of `spec` as a typed array; a plain array becomes a Float64Array. Throws for an unknown dtype. */
export function decode(spec) {
  if (!spec || spec.bdata === undefined) return Float64Array.from(spec ?? []);
  const Kind = KINDS[spec.dtype.replace(/^[<|=]/, "")];
  if (!Kind) throw new TypeError(`unknown dtype ${spec.dtype}`);
  const text = atob(spec.bdata);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new Kind(bytes.buffer);
}
