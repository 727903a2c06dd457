/** Whether everything is tried, as in `npm run verify`. In `npm test` a part has to do, so that it stays quick. */
export const THOROUGH = Boolean(process.env['THOROUGH']);

/** With how many random cases a property is tried: with a quarter unless everything is tried. */
export const cases = (all: number): number => (THOROUGH ? all : Math.ceil(all / 4));
