// Prints how fast strings of exact languages are made, beside fast-check's own strings in the same run: `npm run build && node bench/strings.mjs`.
import * as fc from 'fast-check';
import { compilePattern, emails, matchingStrings, nonMatchingStrings } from '../dist/generators/index.js';

const PASSWORD = '^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[=+\\-^$*.\\[\\]{}()?"!@#%&/\\\\,><\':;|_~`])\\S{8,99}$';
const ROUNDS = 5;
const RUNS = 10_000;

/** Milliseconds of this process's own work, so that others on the machine do not count. */
function cpuMs(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

let password;
const compileMs = cpuMs(() => {
  password = compilePattern(PASSWORD);
});
console.log(`password pattern compiled in ${Math.round(compileMs)} ms, cold`);
const arbitraries = {
  'fc.string() of 8 to 99': fc.string({ minLength: 8, maxLength: 99 }),
  'members of the password pattern': matchingStrings(password),
  'non-members of the password pattern': nonMatchingStrings(password),
  'e-mail addresses': emails({ tag: 'r1' }),
};
const times = Object.fromEntries(Object.keys(arbitraries).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, arbitrary] of Object.entries(arbitraries)) {
    times[name].push(cpuMs(() => fc.sample(arbitrary, { seed: round, numRuns: RUNS })));
  }
}
const base = times['fc.string() of 8 to 99'];
for (const [name, own] of Object.entries(times)) {
  const ratio = median(own.map((ms, round) => base[round] / ms));
  console.log(`${name}: ${Math.round((RUNS / median(own)) * 1000)} a second, ${ratio.toFixed(2)} of fc.string()`);
}
