// Which runs have been at their end, played to there or sought, for the page to know.

/** {renew(film), at(film, place)}; tell(keys) is called with the runs that have been at theirs whenever there is one more. */
export function makeEnds(tell) {
  let told = [];
  return {
    /** A film in the place of another: runs that are not in it are forgotten. */
    renew(film) {
      told = told.filter((key) => film.keys.includes(key));
    },
    /** The clock is at that place. */
    at(film, place) {
      const over = film.keys.filter((key, i) => place >= film.runs[i].over && !told.includes(key));
      if (over.length === 0) return;
      told = [...told, ...over];
      tell(told);
    },
  };
}
