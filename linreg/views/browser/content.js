// A file, or a pasted text, on its way to Python, which reads it: linreg/views/own.py.

let latest = null; // what was opened last, wherever on the page

/** What Python is sent of it, {bytes, pasted}: in base64, of at most `most` bytes and one, which says that there are more. */
export async function content(blob, most, pasted = false) {
  const bytes = new Uint8Array(await blob.slice(0, most + 1).arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return (latest = { bytes: btoa(text), pasted });
}

/** What was opened last: other columns of it can be asked for. null : nothing, or what no longer can be. */
export const opened = () => latest;

export const forget = () => (latest = null);
