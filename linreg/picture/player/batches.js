// Which points each update sees, where it sees a few: in the order of torch's own DataLoader, drawn here as torch draws it, since
// the orders of a long run are more bytes than the run. Pure.

const SIZE = 624; // words of the Mersenne Twister's state
const [FAR, UPPER, LOWER] = [397, 0x80000000, 0x7fffffff];

/** torch's generator on the CPU, seeded so: a function that gives its next 32 bits (MT19937, Matsumoto and Nishimura 1998). */
export function generator(seed) {
  const state = new Uint32Array(SIZE);
  state[0] = seed % 2 ** 32;
  for (let i = 1; i < SIZE; i++) {
    const before = state[i - 1] ^ (state[i - 1] >>> 30);
    state[i] = Math.imul(1812433253, before) + i;
  }
  let at = SIZE;
  return () => {
    if (at === SIZE) {
      for (let k = 0; k < SIZE; k++) {
        const y = (state[k] & UPPER) | (state[(k + 1) % SIZE] & LOWER);
        state[k] = state[(k + FAR) % SIZE] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      at = 0;
    }
    let y = state[at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}

// torch.randperm(n) on the CPU
function permuted(n, draw) {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < n - 1; i++) {
    const j = i + (draw() % (n - i));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/**
 * {size, perEpoch, of(t)} of what linreg/picture/payload.py sends: the numbers of the points that the update which leaves state t
 * sees, in its order. A DataLoader draws 64 bits for workers that are not there, the epoch's order, and another for no remainder.
 */
export function makeBatches({ size, n, shuffled, seed }) {
  const perEpoch = Math.ceil(n / size);
  const draw = generator(seed);
  const given = Uint32Array.from({ length: n }, (_, i) => i);
  const orders = [];
  const next = () => {
    draw();
    draw();
    const order = permuted(n, draw);
    permuted(n, draw);
    return order;
  };
  return {
    size, perEpoch, n,
    of(t) {
      const epoch = Math.floor(t / perEpoch);
      while (shuffled && orders.length <= epoch) orders.push(next());
      const from = (t % perEpoch) * size;
      return (shuffled ? orders[epoch] : given).subarray(from, from + size);
    },
  };
}
